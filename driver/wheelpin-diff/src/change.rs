use serde::Serialize;

use crate::Step;

/// A change that users of a project may have to know of, with the step that it asks for.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// The step that it asks for by itself.
    pub step: Step,
    /// Which rule says so.
    pub rule: Rule,
    /// What changed: `sample.Cache.get`, `Python 3.8`, `extra cli`.
    pub what: String,
    /// In words that go on behind it: "the parameter timeout is gone".
    pub text: String,
    /// Why the rule asks for that step.
    pub reason: &'static str,
    /// Whether the rule cannot know that it asks for the right one.
    pub is_uncertain: bool,
    /// As it was, where there is a form of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// As it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The files (as they are called after) that it is in, where it is not in all that were
    /// compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only_in: Vec<String>,
}

impl Change {
    pub(crate) fn new(rule: Rule, what: impl Into<String>, text: impl Into<String>) -> Self {
        let (step, is_uncertain, reason) = rule.says();
        Self {
            step,
            rule,
            what: what.into(),
            text: text.into(),
            reason,
            is_uncertain,
            before: None,
            after: None,
            only_in: Vec::new(),
        }
    }

    pub(crate) fn with_forms(mut self, before: Option<String>, after: Option<String>) -> Self {
        self.before = before;
        self.after = after;
        self
    }

    /// The same, uncertain for a reason of its own.
    pub(crate) fn uncertain_as(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self.uncertain()
    }

    pub(crate) fn uncertain(mut self) -> Self {
        self.is_uncertain = true;
        self
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $word:literal $step:ident $certain:ident $reason:literal)*) => {
        /// Rules by which changes ask for a step.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// All there are, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// As it is written in JSON and in the documentation.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The step, whether that is uncertain, and why.
            #[must_use]
            pub const fn says(self) -> (Step, bool, &'static str) {
                match self {
                    $(Self::$name => (
                        Step::$step,
                        matches!(Certainty::$certain, Certainty::Uncertain),
                        $reason,
                    ),)*
                }
            }
        }
    };
}

enum Certainty {
    Certain,
    Uncertain,
}

rules! {
    /// A module, class, function, method or value that is gone.
    NameRemoved "name-removed" Major Certain
        "whoever imports or calls it gets an error"
    /// A new one.
    NameAdded "name-added" Minor Certain
        "there is more to use"
    /// A class that is a function now, or the like.
    KindChanged "kind-changed" Major Uncertain
        "it is used in another way"
    /// A parameter that is gone.
    ParameterRemoved "parameter-removed" Major Certain
        "calls that give it fail"
    /// A parameter of another name in its place.
    ParameterRenamed "parameter-renamed" Major Certain
        "calls that give it by name fail"
    /// A parameter that has to be given.
    ParameterRequired "parameter-required" Major Certain
        "calls as they were lack it"
    /// A parameter that may be given.
    ParameterAdded "parameter-added" Minor Certain
        "there is more to use, and calls as they were stay right"
    /// A parameter before others that are given by position.
    ParameterInserted "parameter-inserted" Major Certain
        "arguments given by position now mean another parameter"
    /// Parameters in another order.
    ParameterMoved "parameter-moved" Major Certain
        "arguments given by position now mean another parameter"
    /// A parameter that cannot be given by position, or by name, any more.
    ParameterNarrowed "parameter-narrowed" Major Certain
        "calls that give it the way that is gone fail"
    /// One that now can be.
    ParameterWidened "parameter-widened" Minor Certain
        "there is one more way to give it"
    /// A parameter that is not named any more and that `*args` or `**kwargs` takes.
    ParameterAbsorbed "parameter-absorbed" Minor Uncertain
        "*args or **kwargs still take it, and what they do with it cannot be seen"
    /// A default that is gone.
    DefaultRemoved "default-removed" Major Certain
        "calls that leave the parameter out fail"
    /// A new default.
    DefaultAdded "default-added" Minor Certain
        "the parameter may be left out now"
    /// Another default.
    DefaultChanged "default-changed" Minor Uncertain
        "calls that leave the parameter out do something else now, which may be meant"
    /// A type that changed in an annotation.
    AnnotationChanged "annotation-changed" Minor Uncertain
        "only type checkers see it, and whether the new type takes the old one is not known"
    /// A type where none was.
    AnnotationAdded "annotation-added" Patch Certain
        "only type checkers see it, and it says what was not said"
    /// A function that has to be awaited now, or not any more.
    AsyncChanged "async-changed" Major Certain
        "calls have to be awaited, or must not be any more"
    /// One more overload.
    OverloadAdded "overload-added" Minor Certain
        "there is one more way to call it"
    /// One overload less.
    OverloadRemoved "overload-removed" Major Uncertain
        "a way to call it is gone, unless another overload takes the same"
    /// A base class that is gone.
    BaseRemoved "base-removed" Major Certain
        "isinstance() and what was inherited do not hold any more"
    /// A new base class.
    BaseAdded "base-added" Minor Certain
        "the class is one thing more"
    /// A property that cannot be set any more.
    SetterRemoved "setter-removed" Major Certain
        "whoever sets it gets an error"
    /// A property that can be set now.
    SetterAdded "setter-added" Minor Certain
        "there is more to use"
    /// `@deprecated`
    Deprecated "deprecated" Minor Certain
        "a deprecation is a minor release (Semantic Versioning, item 7)"
    /// A Python that Requires-Python does not allow any more.
    PythonDropped "python-dropped" Minor Uncertain
        "installers give users of it the last version that allows it; most projects take a minor step, some a major one"
    /// A Python that it allows now.
    PythonAdded "python-added" Minor Certain
        "more people can install it"
    /// A platform without a wheel now.
    PlatformDropped "platform-dropped" Major Uncertain
        "installers do not go back to an older version, they try to compile the sdist; some projects take a minor step"
    /// A platform with a wheel now.
    PlatformAdded "platform-added" Minor Certain
        "more people can install it"
    /// A newer system is needed.
    SystemRaised "system-raised" Minor Uncertain
        "older systems of the same platform do not take the wheel any more; most projects take a minor step"
    /// An older system will do.
    SystemLowered "system-lowered" Minor Certain
        "more people can install it"
    /// An extra that is gone.
    ExtraRemoved "extra-removed" Major Certain
        "whoever installs it with that extra lacks what it brought"
    /// A new extra.
    ExtraAdded "extra-added" Minor Certain
        "there is more to install"
    /// A program or plug-in that is gone.
    EntryPointRemoved "entry-point-removed" Major Certain
        "whoever runs or looks it up does not find it"
    /// A new one.
    EntryPointAdded "entry-point-added" Minor Certain
        "there is more to run"
    /// Dependencies.
    DependencyChanged "dependency-changed" Patch Certain
        "what is offered stays the same (Semantic Versioning, question \"update dependencies\")"
    /// Anything else within the wheel.
    InsideChanged "inside-changed" Patch Certain
        "files changed, and nothing that others use"
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_those_of_json() {
        let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            let json = serde_json::to_string(rule).unwrap();
            assert_eq!(json, format!("{:?}", rule.id()));
        }
    }

    #[test]
    fn types_alone_ask_for_no_more_than_minor() {
        for rule in [Rule::AnnotationChanged, Rule::AnnotationAdded] {
            assert!(rule.says().0 <= Step::Minor);
        }
    }
}
