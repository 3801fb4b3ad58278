use tree_sitter::Node;

use crate::api::block::is_deprecated;
use crate::api::item::{Function, FunctionKind, Parameter, ParameterKind, Signature};
use crate::api::text;

/// Decorators that leave parameters as they are.
const TRANSPARENT: &[&str] = &[
    "abstractmethod",
    "cache",
    "deprecated",
    "disjoint_base",
    "final",
    "lru_cache",
    "no_type_check",
    "override",
    "overload",
    "type_check_only",
    "wraps",
];

/// A function by its definition and what decorates it.
pub(crate) fn function(
    node: Node<'_>,
    source: &[u8],
    decorators: &[String],
    is_method: bool,
) -> Function {
    let mut function = Function { is_async: is_async(node), ..Function::default() };
    for decorator in decorators {
        let name = decorator.split('(').next().unwrap_or_default();
        match name.rsplit('.').next().unwrap_or_default() {
            "overload" => function.is_overloaded = true,
            "classmethod" => function.kind = FunctionKind::ClassMethod,
            "staticmethod" => function.kind = FunctionKind::StaticMethod,
            "property" | "cached_property" | "abstractproperty" => {
                function.kind =
                    FunctionKind::Property { is_settable: name.ends_with("cached_property") };
            }
            name => function.is_decorated |= !TRANSPARENT.contains(&name),
        }
        function.is_deprecated |= is_deprecated(decorator);
    }
    let mut signature = Signature {
        parameters: parameters(node, source),
        returns: node
            .child_by_field_name("return_type")
            .map(|returns| text::annotation(&written(returns, source))),
    };
    if is_method && function.kind != FunctionKind::StaticMethod {
        signature.drop_first();
    }
    function.signatures.push(signature);
    function
}

fn is_async(node: Node<'_>) -> bool {
    node.child(0).is_some_and(|first| first.kind() == "async")
}

fn parameters(node: Node<'_>, source: &[u8]) -> Vec<Parameter> {
    let Some(list) = node.child_by_field_name("parameters") else { return Vec::new() };
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut kind = ParameterKind::Either;
    let mut cursor = list.walk();
    for node in list.named_children(&mut cursor) {
        match node.kind() {
            "positional_separator" => {
                for parameter in &mut parameters {
                    parameter.kind = ParameterKind::PositionalOnly;
                }
            }
            "keyword_separator" => kind = ParameterKind::KeywordOnly,
            "comment" | "ERROR" => {}
            _ => {
                let Some(parameter) = parameter(node, source, kind) else { continue };
                if parameter.kind == ParameterKind::Arguments {
                    kind = ParameterKind::KeywordOnly;
                }
                parameters.push(parameter);
            }
        }
    }
    old_positional_only(&mut parameters);
    parameters
}

/// Before PEP 570 names that begin with two underscores said that a parameter is given by
/// position only (typing specification, "Positional-only parameters").
fn old_positional_only(parameters: &mut [Parameter]) {
    let is_self = |at: usize, name: &str| at == 0 && matches!(name, "self" | "cls");
    let last = parameters.iter().enumerate().take_while(|(at, parameter)| {
        let name = &parameter.name;
        let is_old = name.starts_with("__") && !name.ends_with("__");
        parameter.kind == ParameterKind::Either && (is_old || is_self(*at, name))
    });
    let count = last.count();
    if parameters.iter().take(count).any(|parameter| parameter.name.starts_with("__")) {
        for parameter in parameters.iter_mut().take(count) {
            parameter.kind = ParameterKind::PositionalOnly;
        }
    }
}

fn parameter(node: Node<'_>, source: &[u8], kind: ParameterKind) -> Option<Parameter> {
    let field = |name| node.child_by_field_name(name).map(|node| written(node, source));
    let named = match node.kind() {
        "default_parameter" | "typed_default_parameter" => field("name")?,
        "typed_parameter" => written(node.named_child(0)?, source),
        _ => written(node, source),
    };
    let (name, kind) = if let Some(name) = named.strip_prefix("**") {
        (name, ParameterKind::Keywords)
    } else if let Some(name) = named.strip_prefix('*') {
        (name, ParameterKind::Arguments)
    } else {
        (named.as_str(), kind)
    };
    Some(Parameter {
        name: name.trim().into(),
        kind,
        default: field("value").map(|value| text::expression(&value)),
        annotation: field("type").map(|annotation| text::annotation(&annotation)),
    })
}

fn written(node: Node<'_>, source: &[u8]) -> String {
    String::from_utf8_lossy(source.get(node.byte_range()).unwrap_or_default()).into_owned()
}

impl Signature {
    /// Without `self` or `cls`, which no call gives.
    pub(crate) fn drop_first(&mut self) {
        if self.parameters.first().is_some_and(Parameter::is_positional) {
            self.parameters.remove(0);
        }
    }
}
