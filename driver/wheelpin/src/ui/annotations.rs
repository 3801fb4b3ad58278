use wheelpin_dist::plain;

use crate::ui::reported::{Level, Reported};

/// Annotations of GitHub Actions ("Workflow commands"), a line per finding that counts.
pub(crate) fn text(reported: &[Reported<'_>]) -> String {
    reported.iter().filter(|reported| reported.suppressed.is_none()).map(one).collect()
}

fn one(reported: &Reported<'_>) -> String {
    let command = match reported.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "notice",
    };
    let mut message = plain(reported.message);
    for (member, detail) in &reported.places {
        let parts: Vec<String> =
            [member, detail].into_iter().flatten().map(|part| plain(part)).collect();
        message.push_str(&format!("\n{}", parts.join(": ")));
    }
    message.push_str(&format!("\n{}", plain(reported.remedy)));
    let file = reported.path.as_ref().map(|path| format!("file={},", property(&plain(path))));
    let position = reported.position.map(|(line, column)| format!("line={line},col={column},"));
    let (file, position) = (file.unwrap_or_default(), position.unwrap_or_default());
    format!("::{command} {file}{position}title={}::{}\n", property(reported.rule), data(&message))
}

/// What the runner takes apart again in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What the runner takes apart again in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
