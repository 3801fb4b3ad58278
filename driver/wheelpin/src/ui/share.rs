/// How many of all are `what`, as the end of a sentence: all, some, or nothing to say.
pub(crate) fn share(some: usize, all: usize, what: &str) -> String {
    match some {
        0 => String::new(),
        _ if some == all => format!(", {what}"),
        _ => format!(", {some} {what}"),
    }
}
