//! JSON lines: one record a line, with the fields `text` and, where there are any, `id`, `date`, `title`, `outlet`,
//! `url` and `author`. Other fields are ignored.
use super::{Format, Input, MAX_ARTICLE, Out, trimmed};
use crate::error::Problem;
use crate::model::{DateFrom, RawArticle};
use crate::text::{days, decode};
use serde::Deserialize;
use serde_json::Value;

/// `.jsonl`, and any file whose first line is an object.
pub(super) struct Jsonl;

impl Format for Jsonl {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "jsonlines"]
    }

    fn sniff(&self, name: &str, head: &[u8]) -> bool {
        if name.to_ascii_lowercase().ends_with(".jsonl") {
            return !head.starts_with(b"\x1f\x8b");
        }
        let head = trimmed(head);
        let mut lines = head.splitn(2, |b| *b == b'\n');
        let first = lines.next().unwrap_or(&[]).trim_ascii_end();
        // A document spread over lines ends its first line in the middle of something; `{\rtf` is no record at all.
        let record = first.get(1).is_some_and(|b| *b == b'"' || *b == b'}' || b.is_ascii_whitespace());
        first.starts_with(b"{") && record && (lines.next().is_none() || first.ends_with(b"}"))
    }

    fn by_line(&self) -> bool {
        true
    }

    fn read(&self, input: &Input, out: &mut Out) {
        let wide = matches!(input.bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
        let text = if wide { decode(input.bytes).text } else { String::new() };
        let bytes = if wide { text.as_bytes() } else { input.bytes };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut records = 0usize;
        for (i, line) in bytes.split(|b| *b == b'\n').enumerate() {
            let line = line.trim_ascii();
            if !line.is_empty() {
                records += 1;
                record(input, input.first_line + i, line, out);
            }
        }
        if records == 0 && input.first_line == 1 {
            out(Err(input.problem("the file is empty")));
        }
    }
}

/// The fields that are used, of whatever type they are: a wrong one must not hide the others.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Record {
    id: Value,
    text: Value,
    date: Value,
    title: Value,
    outlet: Value,
    url: Value,
    author: Value,
}

fn record(input: &Input, number: usize, line: &[u8], out: &mut Out) {
    let problem = |reason: String| Problem::new(input.path, Some(number), reason);
    match parse(input, number, line) {
        Err(reason) => out(Err(problem(reason))),
        Ok((article, note)) => {
            if let Some(note) = note {
                out(Err(problem(note)));
            }
            out(Ok(article));
        }
    }
}

/// The article of a line, and what was wrong with it but did not keep it from being read.
fn parse(input: &Input, number: usize, line: &[u8]) -> Result<(RawArticle, Option<String>), String> {
    if line.len() > MAX_ARTICLE {
        return Err(format!("the line is longer than {} MB", MAX_ARTICLE >> 20));
    }
    // serde would take a list for the fields in their order.
    if !line.starts_with(b"{") {
        return Err("this is not a JSON object: a record begins with {".into());
    }
    let record: Record = match std::str::from_utf8(line) {
        Ok(line) => serde_json::from_str(line),
        Err(_) => serde_json::from_str(&decode(line).text),
    }
    .map_err(|e| reason(&e))?;
    let text = string("text", record.text)?.ok_or("the field \"text\" is missing: it holds the article")?;
    if text.trim().is_empty() {
        return Err("the field \"text\" is empty".into());
    }
    let url = string("url", record.url)?;
    let stamp = string("date", record.date)?.filter(|d| !matches!(d.trim(), "" | "None" | "null" | "nan" | "NaT"));
    let printed = stamp.as_deref().and_then(days::day);
    let note = match (&stamp, printed) {
        (Some(stamp), None) => Some(format!("the field \"date\" is not a day that can be read: {}", short(stamp))),
        _ => None,
    };
    let (date, date_from) = match (printed, url.as_deref().and_then(days::in_url)) {
        (Some(day), _) => (Some(day), DateFrom::Meta),
        (None, Some(day)) => (Some(day), DateFrom::Url),
        (None, None) => (None, DateFrom::None),
    };
    let article = RawArticle {
        id: id(record.id)?.unwrap_or_else(|| format!("{}:{number}", input.name)),
        source: input.path.to_string(),
        folder: input.folder.to_string(),
        text,
        title: filled(string("title", record.title)?),
        outlet: filled(string("outlet", record.outlet)?),
        url: filled(url),
        author: filled(author(record.author)?),
        date,
        date_from,
        line: Some(number),
    };
    Ok((article, note))
}

/// What serde says, without its place: the line is given already and counts from the file's beginning.
fn reason(error: &serde_json::Error) -> String {
    let full = error.to_string();
    let what = full.rsplit_once(" at line ").map_or(full.as_str(), |(what, _)| what);
    format!("this is not a JSON object that can be read: {} (column {})", short(what), error.column())
}

fn string(field: &str, value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(s) => Ok(Some(s)),
        other => Err(format!("the field \"{field}\" should be a string but is {}", kind(&other))),
    }
}

fn id(value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Number(n) => Ok(Some(n.to_string())),
        other => Ok(filled(string("id", other)?)),
    }
}

/// One name, or several in a list.
fn author(value: Value) -> Result<Option<String>, String> {
    match value {
        Value::Array(names) => {
            let names: Result<Vec<_>, _> = names.into_iter().map(|n| string("author", n)).collect();
            Ok(Some(names?.into_iter().flatten().collect::<Vec<_>>().join(", ")))
        }
        other => string("author", other),
    }
}

fn filled(value: Option<String>) -> Option<String> {
    value.map(|v| v.trim().to_string()).filter(|v| !v.is_empty())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(first_line: usize, bytes: &[u8]) -> Vec<Result<RawArticle, String>> {
        let input = Input { path: "a.jsonl", name: "a.jsonl", folder: "f", first_line, bytes };
        let mut found = Vec::new();
        Jsonl.read(&input, &mut |item| found.push(item.map_err(|p| p.to_string())));
        found
    }

    fn only(line: &str) -> Result<RawArticle, String> {
        read(1, line.as_bytes()).remove(0)
    }

    #[test]
    fn all_fields() {
        let line = r#"{"id":7,"text":"Rain.","date":"2025-11-25T10:00:00Z","title":" Wet ","outlet":"The Weekly Gull",
            "url":"https://x.example/a","author":["Ann Ash","Bo Birch"],"extra":{"deep":[1]}}"#;
        let a = only(&line.replace('\n', " ")).unwrap();
        assert_eq!((a.id.as_str(), a.text.as_str(), a.title.as_deref()), ("7", "Rain.", Some("Wet")));
        assert_eq!((a.outlet.as_deref(), a.author.as_deref()), (Some("The Weekly Gull"), Some("Ann Ash, Bo Birch")));
        assert_eq!((a.date.map(|d| d.to_string()).as_deref(), a.date_from), (Some("2025-11-25"), DateFrom::Meta));
    }

    #[test]
    fn lines_are_counted_exactly() {
        let found = read(11, b"\n{\"text\":\"One.\"}\r\n\n{oops\n{\"text\":\"Two.\"}");
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].as_ref().unwrap().line, Some(12));
        assert!(found[1].as_ref().unwrap_err().starts_with("a.jsonl:14: this is not a JSON object"));
        assert_eq!(found[2].as_ref().unwrap().id, "a.jsonl:15");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, want) in [
            (r#"{"id":"x"}"#, "\"text\" is missing"),
            (r#"{"text":" "}"#, "\"text\" is empty"),
            (r#"{"text":["a"]}"#, "\"text\" should be a string but is a list"),
            (r#"{"text":"a","title":5}"#, "\"title\" should be a string but is a number"),
            (r#"{"text":"a","date":17}"#, "\"date\" should be a string but is a number"),
            (r#"{"text":"\ud800"}"#, "not a JSON object"),
            (r#"{"text":"a"} trailing"#, "not a JSON object"),
            (r#"{"text":"a","text":"b"}"#, "not a JSON object"),
            (r#"{"text":"#, "not a JSON object"),
            ("[1,2]", "not a JSON object"),
        ] {
            let got = only(line).unwrap_err();
            assert!(got.contains(want), "{line}: {got}");
        }
        assert!(only(&format!("{{\"a\":{}", "[".repeat(100_000))).is_err());
        assert_eq!(read(1, b" \n").len(), 1);
    }

    #[test]
    fn dates() {
        let found = read(1, br#"{"text":"a","date":"soon","url":"https://x.example/2024/02/03/a"}"#);
        assert!(found[0].as_ref().unwrap_err().contains("not a day that can be read: soon"));
        let a = found[1].as_ref().unwrap();
        assert_eq!((a.date.map(|d| d.to_string()).as_deref(), a.date_from), (Some("2024-02-03"), DateFrom::Url));
        assert_eq!(only(r#"{"text":"a","date":"None"}"#).unwrap().date_from, DateFrom::None);
    }

    #[test]
    fn other_encodings() {
        let mut wide = vec![0xff, 0xfe];
        wide.extend("{\"text\":\"“Yes”\"}\n".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(read(1, &wide)[0].as_ref().unwrap().text, "“Yes”");
        assert_eq!(read(1, b"{\"text\":\"caf\xe9 It\x92s\"}")[0].as_ref().unwrap().text, "café It’s");
    }
}
