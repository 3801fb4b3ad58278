use std::time::Duration;

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

use crate::Secret;
use crate::http::{plain, without_login};

/// Most bytes that are read of an answer: it is for a message.
const ANSWER: usize = 64 << 10;

/// How long an answer's text is waited for once there is a status.
const PATIENCE: Duration = Duration::from_secs(20);

/// What an index says of a file: the reason phrase where it is a message, and what the body
/// says. One line, without control characters, at most 2000 bytes. Never fails, and reads no
/// more than it needs. A server that repeats what it was let in with does not have it printed.
pub(super) async fn reason(mut answer: Response, login: Option<&(String, Secret)>) -> String {
    let phrase = phrase(&answer);
    let content_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let is_html = content_type.is_some_and(|value| value.contains("html"));
    let mut body = Vec::new();
    let read = async {
        while body.len() < ANSWER {
            match answer.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                _ => break,
            }
        }
    };
    // What came until then is what there is to say.
    let _ = tokio::time::timeout(PATIENCE, read).await;
    body.truncate(ANSWER);
    let said = |text: &str| match login {
        Some((user, secret)) => without_login(text, user, secret),
        None => text.to_owned(),
    };
    // Before it is cut: half a secret is none that is found.
    let body = said(&String::from_utf8_lossy(&body));
    joined(&said(&phrase), &message(body.as_bytes(), is_html))
}

/// The reason phrase where it is not the usual one; there is none in HTTP/2.
fn phrase(answer: &Response) -> String {
    let phrase = answer.extensions().get::<hyper::ext::ReasonPhrase>();
    let phrase = phrase.map(|phrase| String::from_utf8_lossy(phrase.as_bytes()).into_owned());
    phrase.map(|phrase| plain(&phrase)).unwrap_or_default()
}

/// What a body says: a message of JSON, the text of HTML, or all of it.
fn message(body: &[u8], is_html: bool) -> String {
    if let Ok(json) = serde_json::from_slice::<Value>(body) {
        let fields = ["message", "detail", "description", "error", "title"];
        let text = fields.iter().find_map(|field| json.get(field)?.as_str());
        if let Some(text) = text {
            return plain(text);
        }
    }
    let text = String::from_utf8_lossy(body);
    if is_html { plain(&without_tags(&text)) } else { plain(&text) }
}

/// Text between tags, without that of the head, of styles and of scripts.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<&str> = None;
    for (number, piece) in html.split('<').enumerate() {
        let (tag, after) = match piece.split_once('>') {
            Some(split) if number > 0 => split,
            // What stands before the first tag, or a tag that does not end.
            _ if number == 0 => ("", piece),
            _ => continue,
        };
        let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        match hidden {
            Some(inside) if name.strip_prefix('/') == Some(inside) => hidden = None,
            Some(_) => continue,
            None => {
                hidden = ["head", "style", "script"].into_iter().find(|hides| name == *hides);
            }
        }
        if hidden.is_none() {
            text.push(' ');
            text.push_str(after);
        }
    }
    for (reference, letter) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(reference, letter);
    }
    text
}

/// Both, where the body does not say again what the phrase says.
fn joined(phrase: &str, body: &str) -> String {
    let is_usual = ["", "Bad Request", "Forbidden", "Unauthorized", "Conflict"].contains(&phrase);
    match (phrase, body) {
        ("", body) => body.into(),
        (phrase, "") => phrase.into(),
        (phrase, body) if is_usual || body.contains(phrase) => body.into(),
        // A body of pages around the message: the phrase is the message.
        (phrase, body) if body.len() > 10 * phrase.len() => phrase.into(),
        (phrase, body) => plain(&format!("{phrase}: {body}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_html_and_text_say_what_is_wrong() {
        let of = |text: &str, is_html| message(text.as_bytes(), is_html);
        assert_eq!(of(r#"{"message": "No\nsuch", "code": "x"}"#, false), "No such");
        assert_eq!(of(r#"{"other": 1}"#, false), r#"{"other": 1}"#);
        let html = "<html><head><title>T</title></head><style>a{}</style><h1>400</h1><p>File &#39;a&#39; is\n there<script>x<y</script></p>";
        assert_eq!(of(html, true), "400 File 'a' is there");
        assert_eq!(of("no tags, 1 < 2", false), "no tags, 1 < 2");
        assert_eq!(of("<", true), "");
        assert_eq!(message(b"\xff\x00\x1b[31mred", false), "\u{fffd} [31mred");
    }

    #[test]
    fn the_phrase_is_not_repeated() {
        assert_eq!(joined("Bad Request", "File is there"), "File is there");
        assert_eq!(joined("Invalid classifier", ""), "Invalid classifier");
        assert_eq!(
            joined("Invalid classifier", "400 Invalid classifier x"),
            "400 Invalid classifier x"
        );
        assert_eq!(joined("Too long", "see the log"), "Too long: see the log");
        assert_eq!(joined("Too long", &"page ".repeat(100)), "Too long");
    }
}
