//! What a browser would make of a page.

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What is met on the way through a page.
pub(super) enum Seen {
    Open(Element),
    Text(String),
}

/// An element.
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The names of the elements around it, each with its number in the page: `/html.1/body.7`.
    pub(super) path: String,
    number: usize,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn within(&self, name: &str) -> bool {
        self.path.split('/').any(|around| around.split('.').next() == Some(name))
    }

    /// How the path of what is within it begins.
    pub(super) fn inside(&self) -> String {
        format!("{}{}.{}/", self.path, self.name, self.number)
    }
}

/// A page from its beginning to its end. It must have been written without a mistake.
pub(super) fn seen(page: &str) -> Vec<Seen> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    assert!(dom.errors.borrow().is_empty(), "{:?}", dom.errors.borrow());
    let mut seen = Vec::new();
    walk(&dom.document, "/", &mut seen);
    seen
}

fn walk(node: &Handle, path: &str, seen: &mut Vec<Seen>) {
    let mut inside = path.to_owned();
    match &node.data {
        NodeData::Text { contents } => seen.push(Seen::Text(contents.borrow().to_string())),
        NodeData::Element { name, attrs, .. } => {
            let attributes =
                attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
            let name = name.local.to_string();
            let element = Element { name, attributes, path: path.to_owned(), number: seen.len() };
            inside = element.inside();
            seen.push(Seen::Open(element));
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, &inside, seen);
    }
}

/// Elements with their places and attributes, and texts with their places, without what is in pictures.
pub(super) fn flat(page: &str) -> Vec<String> {
    let mut depth = String::new();
    let flat = seen(page).into_iter().filter_map(|seen| match seen {
        Seen::Open(element) => {
            let is_drawn = element.within("svg");
            depth = element
                .inside()
                .split('/')
                .map(|name| name.split('.').next().unwrap_or_default())
                .collect::<Vec<_>>()
                .join("/");
            (!is_drawn).then(|| {
                format!(
                    "{depth} {:?}",
                    element.attributes.iter().filter(|_| element.name != "svg").collect::<Vec<_>>()
                )
            })
        }
        Seen::Text(words) => (!depth.contains("/svg/") && !words.trim_matches(['\n', ' ']).is_empty())
            .then(|| format!("{depth} {words}")),
    });
    flat.collect()
}

/// The page's own style sheet.
pub(super) fn sheet(page: &str) -> String {
    let (_, rest) = page.split_once("<style>").expect("there is a style sheet");
    rest.split_once("</style>").expect("it ends").0.to_owned()
}
