//! A page as html5ever reads it, by the algorithm that browsers use.

use std::collections::BTreeSet;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What is in a page.
#[derive(Default)]
pub struct Parsed {
    pub elements: BTreeSet<String>,
    /// Element, name and value.
    pub attributes: Vec<(String, String, String)>,
    /// All text that is shown.
    pub text: String,
    pub comments: usize,
    /// What a browser has to guess.
    pub mistakes: Vec<String>,
}

impl Parsed {
    pub fn of(page: &str) -> Self {
        let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
        let mut parsed = Self::default();
        parsed.walk(&dom.document, "");
        parsed.mistakes = dom.errors.borrow().iter().map(ToString::to_string).collect();
        parsed
    }

    fn walk(&mut self, node: &Handle, parent: &str) {
        let mut name = parent.to_owned();
        match &node.data {
            NodeData::Element { name: element, attrs, .. } => {
                name = element.local.to_string();
                self.elements.insert(name.clone());
                for attribute in attrs.borrow().iter() {
                    let key = attribute.name.local.to_string();
                    self.attributes.push((name.clone(), key, attribute.value.to_string()));
                }
            }
            NodeData::Text { contents } if parent != "style" => {
                self.text.push_str(&contents.borrow())
            }
            NodeData::Comment { .. } => self.comments += 1,
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.walk(child, &name);
        }
    }

    /// All values of an attribute.
    pub fn all(&self, key: &str) -> Vec<&str> {
        self.attributes.iter().filter(|it| it.1 == key).map(|it| it.2.as_str()).collect()
    }
}

/// That nothing of a page is loaded, run or sent, and that it is well-formed.
pub fn assert_harmless(page: &str) -> Parsed {
    let parsed = Parsed::of(page);
    assert_eq!(parsed.mistakes, [""; 0]);
    assert_eq!(parsed.comments, 0);
    let known = [
        "a", "body", "code", "dd", "desc", "details", "div", "dl", "dt", "footer", "h1", "h2",
        "h3", "head", "header", "html", "li", "line", "main", "meta", "nav", "ol", "p", "path",
        "pre", "rect", "section", "small", "span", "strong", "style", "summary", "svg", "symbol",
        "table", "tbody", "td", "text", "tfoot", "th", "thead", "title", "tr", "ul", "use",
    ];
    for element in &parsed.elements {
        assert!(known.contains(&element.as_str()), "{element}");
    }
    for (element, key, value) in &parsed.attributes {
        let is_local = value.starts_with('#');
        match key.as_str() {
            "href" if element == "a" => {
                assert!(is_local || value.starts_with("https://"), "{value}")
            }
            "href" => assert!(is_local, "{element} {value}"),
            "src" | "srcset" | "style" | "action" | "formaction" | "data" | "ping" => panic(key),
            _ => assert!(!key.starts_with("on"), "{key}"),
        }
    }
    // What is linked to within the page is there, and once.
    let ids = parsed.all("id");
    let distinct: BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    for anchor in parsed.all("href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(&anchor), "{anchor}");
    }
    parsed
}

#[expect(clippy::panic, reason = "a test fails by panicking")]
fn panic(what: &str) {
    panic!("the page has an attribute {what}")
}
