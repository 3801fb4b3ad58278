use crate::api::block::Block;
use crate::api::item::{Function, Item, Parameter, ParameterKind, Signature};

/// Adds the constructor that `@dataclass` and `NamedTuple` make of a class's fields (PEP 557). One
/// that has other bases is left alone: their fields come first, and may be in another project.
pub(super) fn add_constructor(block: &mut Block<'_>, decorators: &[String], bases: &[String]) {
    let last = |text: &str| {
        let name = text.split('(').next().unwrap_or_default();
        name.rsplit('.').next().unwrap_or_default().to_owned()
    };
    let decorator = decorators.iter().find(|decorator| last(decorator) == "dataclass");
    let is_tuple = matches!(bases, [base] if last(base) == "NamedTuple");
    let is_dataclass = decorator.is_some() && bases.is_empty();
    if !(is_dataclass || is_tuple) || block.has("__init__") || block.has("__new__") {
        return;
    }
    let arguments = decorator.map(|decorator| decorator.replace(' ', "")).unwrap_or_default();
    if arguments.contains("init=False") {
        return;
    }
    let mut is_keyword = arguments.contains("kw_only=True");
    let mut parameters = Vec::new();
    for (name, annotation, default) in std::mem::take(&mut block.fields) {
        let of = annotation.as_deref().unwrap_or_default();
        if of.starts_with("ClassVar") {
            continue;
        }
        if of.ends_with("KW_ONLY") {
            is_keyword = true;
            continue;
        }
        let field = default.as_deref().filter(|default| last(default) == "field");
        let field = field.map(|field| field.replace(' ', ""));
        let says = |what: &str| field.as_ref().is_some_and(|field| field.contains(what));
        if says("init=False") {
            continue;
        }
        let default = match &field {
            Some(_) => says("default").then(|| "...".to_owned()),
            None => default,
        };
        let kind = if is_keyword || says("kw_only=True") {
            ParameterKind::KeywordOnly
        } else {
            ParameterKind::Either
        };
        parameters.push(Parameter { name, kind, default, annotation });
    }
    // Those that are given by name go last.
    parameters.sort_by_key(|parameter| parameter.kind == ParameterKind::KeywordOnly);
    let signatures = vec![Signature { parameters, returns: None }];
    block.define("__init__", Item::Function(Function { signatures, ..Function::default() }));
}

/// Whether a class may get a constructor from a decorator.
pub(super) fn may_construct(decorator: &str) -> bool {
    let (name, arguments) = decorator.split_once('(').unwrap_or((decorator, ""));
    match name.rsplit('.').next().unwrap_or_default() {
        "deprecated" | "disjoint_base" | "final" | "runtime_checkable" | "total_ordering"
        | "type_check_only" | "unique" => false,
        "dataclass" => !arguments.replace(' ', "").contains("init=False"),
        _ => true,
    }
}
