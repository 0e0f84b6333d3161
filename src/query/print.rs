//! Printing a query back. What is printed reads as the same query.
use super::lex::is_mark;
use super::{Field, Node, Query, Sort, SortBy, Term, Test, Value};
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        match &self.root {
            Node::All(nodes) => parts.extend(nodes.iter().map(|n| self.inner(n))),
            Node::Any(_) if self.has_directives() => parts.push(self.inner(&self.root)),
            root => parts.push(self.outer(root)),
        }
        if self.sort != Sort::default() {
            let name = match self.sort.by {
                SortBy::Date => "date",
                SortBy::Speaker => "speaker",
                SortBy::Conf => "conf",
                SortBy::Relevance => "relevance",
            };
            parts.push(format!("sort:{}{name}", if self.sort.down { "-" } else { "" }));
        }
        parts.extend(self.limit.map(|n| format!("limit:{n}")));
        parts.extend(self.undated.then(|| "date:none+".to_owned()));
        f.write_str(&parts.join(" "))
    }
}

impl Query {
    fn has_directives(&self) -> bool {
        self.sort != Sort::default() || self.limit.is_some() || self.undated
    }

    /// A node that stands alone.
    fn outer(&self, node: &Node) -> String {
        let join = |nodes: &[Node], by: &str| nodes.iter().map(|n| self.inner(n)).collect::<Vec<_>>().join(by);
        match node {
            Node::All(nodes) => join(nodes, " "),
            Node::Any(nodes) => join(nodes, " OR "),
            Node::Not(node) => format!("-{}", self.inner(node)),
            Node::Term(i) => self.terms.get(*i).map(term).unwrap_or_default(),
        }
    }

    /// A node among others.
    fn inner(&self, node: &Node) -> String {
        match node {
            Node::All(_) | Node::Any(_) => format!("({})", self.outer(node)),
            Node::Not(_) | Node::Term(_) => self.outer(node),
        }
    }
}

fn term(term: &Term) -> String {
    let values: Vec<String> = term.any.iter().map(|v| value(v, term.field)).collect();
    match term.field {
        Field::Words => values.join("|"),
        field => format!("{}:{}", field.name(), values.join("|")),
    }
}

fn value(value: &Value, field: Field) -> String {
    let tail = value.tail();
    match &value.test {
        Test::Pattern(_) => format!("/{}/", value.text),
        _ if value.quoted || needs_marks(&value.text, field) => quoted(&value.text) + &tail,
        _ => format!("{}{tail}", value.text),
    }
}

impl Value {
    /// What stands behind the value: `~5`.
    fn tail(&self) -> String {
        match &self.test {
            Test::Near(near) => format!("~{}", near.within()),
            Test::Fuzzy(fuzzy) => format!("~{}", fuzzy.off()),
            _ => String::new(),
        }
    }
}

/// `text` in marks; marks inside it, which the language cannot express, become apostrophes.
pub(super) fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if is_mark(c) { '\'' } else { c }).collect();
    format!("\"{plain}\"")
}

/// True if `text` would not be read as one value without marks.
pub(super) fn needs_marks(text: &str, field: Field) -> bool {
    let special = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|') || is_mark(c);
    let bare = field == Field::Words && (text.starts_with(['-', '!', '~']) || text.contains(':'));
    text.is_empty() || text.contains(special) || matches!(text, "OR" | "AND" | "NOT") || bare
}
