//! The figures as aligned text, in percent.
use super::belief::Reliability;
use super::groups::Group;
use super::measure::{ByForm, Measure, Share};
use crate::text::display::width;

/// The figures of a measure: what, over all, by the form of the gold's mention, and of how many.
pub fn figures(m: &Measure) -> String {
    let line = |name: &str, value: String| vec![name.to_owned(), value];
    let by = |name: &str, by: &ByForm| {
        let mut row = line(name, percent(by.all.value()));
        row.extend(by.forms.iter().map(|s| percent(s.value())));
        row.push(by.all.of.to_string());
        row.extend(by.forms.iter().map(|s| s.of.to_string()));
        row
    };
    let of = |name: &str, s: &Share| {
        let mut row = line(name, percent(s.value()));
        row.extend([String::new(), String::new(), String::new(), s.of.to_string()]);
        row
    };
    align(&[
        vec![
            format!("{} articles", m.articles),
            "all".into(),
            "name".into(),
            "pronoun".into(),
            "nominal".into(),
            "of all".into(),
            "name".into(),
            "pronoun".into(),
            "nominal".into(),
        ],
        line("detection, F1", percent(Some(m.f1()))),
        line("detection, precision", percent(m.precision())),
        of("detection, recall", &m.found),
        of("  direct", &m.direct),
        of("  mixed", &m.partial),
        of("negatives rejected", &m.rejected),
        of("exact ends, of found", &m.exact),
        by("mention, end to end", &m.mention),
        by("mention, of found", &m.mention_found),
        by("person, end to end", &m.person),
        by("person, of found", &m.person_found),
        by("person, no name given", &m.person_silent),
        of("no source, yet filled", &m.filled),
        vec!["touching no segment".into(), m.loose.to_string()],
    ])
}

/// One line a group.
pub fn parts(groups: &[Group]) -> String {
    let head = ["", "segments", "found", "mention", "person", "of", "negatives", "rejected"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(groups.iter().map(|g| {
        let m = &g.measure;
        let share = |s: &Share| percent(s.value());
        vec![
            g.name.clone(),
            m.found.of.to_string(),
            share(&m.found),
            share(&m.mention.all),
            share(&m.person.all),
            m.person.all.of.to_string(),
            m.rejected.of.to_string(),
            share(&m.rejected),
        ]
    }));
    align(&rows)
}

/// The reliability table and the expected calibration error.
pub fn reliability(table: &Reliability) -> String {
    let count: usize = table.bins.iter().map(|b| b.count).sum();
    let mut rows = vec![["belief", "mean", "right", "of"].map(str::to_owned).to_vec()];
    rows.extend(table.bins.iter().map(|b| {
        vec![format!("{:.2}–{:.2}", b.from, b.to), percent(Some(b.belief)), percent(Some(b.right)), b.count.to_string()]
    }));
    format!("{}expected calibration error {:.3} over {count} persons\n", align(&rows), table.error)
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |v| format!("{:.1}", v * 100.0))
}

/// Rows under each other: the first column to the left, the others to the right.
fn align(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |c: usize| rows.iter().filter_map(|r| r.get(c)).map(|w| width(w)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (c, (cell, widest)) in row.iter().zip(&widths).enumerate() {
            let blanks = " ".repeat(widest.saturating_sub(width(cell)));
            line += &if c == 0 { format!("{cell}{blanks}") } else { format!("  {blanks}{cell}") };
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["long".to_owned(), "100".to_owned()]];
        assert_eq!(align(&rows), "a       1\nlong  100\n");
        assert!(figures(&Measure::default()).contains("detection, F1"));
    }
}
