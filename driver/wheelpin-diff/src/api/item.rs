use std::collections::BTreeMap;

/// What one source file, or the text signatures of one compiled module, define.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Module {
    pub(crate) names: BTreeMap<String, Item>,
    /// Modules all of whose names it takes (`from … import *`), absolute, in order.
    pub(crate) stars: Vec<String>,
    /// `__all__`, where it is written as a list of names.
    pub(crate) all: Option<All>,
    pub(crate) kind: ModuleKind,
    /// Whether it is `__init__`.
    pub(crate) is_package: bool,
    /// Whether a part of it could not be parsed.
    pub(crate) is_broken: bool,
}

/// What a module is described by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum ModuleKind {
    /// `.pyi`
    Stub,
    /// `.py`
    #[default]
    Source,
    /// Text signatures within a compiled module, which tell of some of what is in it.
    Compiled,
    /// A compiled module within a package whose stub tells of it.
    Told,
}

/// `__all__`
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct All {
    pub(crate) names: Vec<String>,
    /// Names, as the module knows them, of modules whose `__all__` is added.
    pub(crate) of: Vec<String>,
    /// Whether something is in it that cannot be read off.
    pub(crate) is_computed: bool,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Function(Function),
    Class(Class),
    Value {
        annotation: Option<String>,
    },
    Import(Import),
    /// Something that is in a compiled module or another project, of which nothing is known.
    Unknown,
}

/// `from MODULE import NAME`, or `import MODULE` where there is no name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Import {
    /// Absolute.
    pub(crate) module: String,
    pub(crate) name: Option<String>,
    /// Whether it is written as to be used by others: `import x as x`.
    pub(crate) is_explicit: bool,
}

/// A class.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Class {
    /// As written, without keyword arguments.
    pub(crate) bases: Vec<String>,
    pub(crate) members: BTreeMap<String, Item>,
    pub(crate) is_deprecated: bool,
    /// Whether a decorator or a metaclass may give it a constructor.
    pub(crate) is_open: bool,
}

/// A function or method, with its overloads.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Function {
    /// One, or one per overload.
    pub(crate) signatures: Vec<Signature>,
    pub(crate) kind: FunctionKind,
    pub(crate) is_async: bool,
    pub(crate) is_deprecated: bool,
    /// Whether it has decorators that may change its signature.
    pub(crate) is_decorated: bool,
    /// Whether its signatures are overloads, to which more may come.
    pub(crate) is_overloaded: bool,
}

/// How a function is reached.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum FunctionKind {
    /// A function, or a method of instances.
    #[default]
    Plain,
    ClassMethod,
    StaticMethod,
    Property {
        is_settable: bool,
    },
}

/// Parameters, without `self` and `cls`, and what comes back.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) struct Signature {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returns: Option<String>,
}

/// One parameter.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: ParameterKind,
    pub(crate) default: Option<String>,
    pub(crate) annotation: Option<String>,
}

/// How it can be given (Python's `inspect.Parameter.kind`).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum ParameterKind {
    PositionalOnly,
    Either,
    Arguments,
    KeywordOnly,
    Keywords,
}

impl FunctionKind {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Plain => "function",
            Self::ClassMethod => "class method",
            Self::StaticMethod => "static method",
            Self::Property { .. } => "property",
        }
    }
}

/// Parameters of one signature that are compared, each against each; CPython took no more than
/// 255 before 3.7.
const PARAMETERS: usize = 255;
/// Overloads of one function that are compared.
const OVERLOADS: usize = 1000;

impl Function {
    /// Whether it has more parameters or overloads than are compared.
    pub(crate) fn is_too_long(&self) -> bool {
        self.signatures.len() > OVERLOADS
            || self.signatures.iter().any(|one| one.parameters.len() > PARAMETERS)
    }
}

impl Parameter {
    /// Whether a call may leave it out.
    pub(crate) fn is_optional(&self) -> bool {
        self.default.is_some()
            || matches!(self.kind, ParameterKind::Arguments | ParameterKind::Keywords)
    }

    /// Whether it can be given by its place.
    pub(crate) fn is_positional(&self) -> bool {
        matches!(self.kind, ParameterKind::PositionalOnly | ParameterKind::Either)
    }

    fn written(&self) -> String {
        let stars = match self.kind {
            ParameterKind::Arguments => "*",
            ParameterKind::Keywords => "**",
            _ => "",
        };
        let mut text = format!("{stars}{}", self.name);
        if let Some(annotation) = &self.annotation {
            text.push_str(&format!(": {annotation}"));
        }
        match &self.default {
            Some(default) if self.annotation.is_some() => text.push_str(&format!(" = {default}")),
            Some(default) => text.push_str(&format!("={default}")),
            None => {}
        }
        text
    }
}

impl Signature {
    /// As Python writes it: `(a, /, b=1, *, c) -> int`.
    pub(crate) fn written(&self) -> String {
        let mut parts = Vec::new();
        let mut last = None;
        let mut has_star = false;
        for parameter in &self.parameters {
            let kind = parameter.kind;
            let was_only = last == Some(ParameterKind::PositionalOnly);
            if was_only && kind != ParameterKind::PositionalOnly {
                parts.push("/".into());
            }
            has_star |= kind == ParameterKind::Arguments;
            if kind == ParameterKind::KeywordOnly && !has_star {
                parts.push("*".into());
                has_star = true;
            }
            parts.push(parameter.written());
            last = Some(kind);
        }
        if last == Some(ParameterKind::PositionalOnly) {
            parts.push("/".into());
        }
        let returns = self.returns.as_ref().map(|of| format!(" -> {of}")).unwrap_or_default();
        format!("({}){returns}", parts.join(", "))
    }
}
