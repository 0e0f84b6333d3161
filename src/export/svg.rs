//! A plot as a picture: bars over time, one colour a speaker, with the numbers as titles.
use std::fmt::Write;

/// What to plot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plot {
    /// Names of the columns; the first one is all, the others are parts of it.
    pub series: Vec<String>,
    /// Name of each bar, and a count for every column.
    pub rows: Vec<(String, Vec<u64>)>,
}

const COLOURS: &[&str] = &["#4c72b0", "#dd8452", "#55a868", "#c44e52", "#8172b3", "#937860", "#da8bc3", "#64b5cd"];
const REST: &str = "#b0b0b0";
const WIDTH: usize = 960;
const HEIGHT: usize = 320;
const MARGIN: usize = 48;

/// The picture as SVG. Every text in it is escaped.
///
/// ```
/// use whosaid::export::svg::{Plot, bars};
/// let plot = Plot { series: vec!["quotes".into()], rows: vec![("2025-01-01".into(), vec![3])] };
/// assert!(bars(&plot).starts_with("<svg ") && bars(&plot).contains("2025-01-01: 3"));
/// ```
pub fn bars(plot: &Plot) -> String {
    let most = plot.rows.iter().filter_map(|(_, n)| n.first()).max().copied().unwrap_or(0).max(1);
    let step = (WIDTH - 2 * MARGIN) as f64 / plot.rows.len().max(1) as f64;
    let room = (HEIGHT - 2 * MARGIN) as f64;
    let base = (HEIGHT - MARGIN) as f64;
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"sans-serif\" font-size=\"11\">"
    );
    let _ =
        writeln!(out, "<line x1=\"{MARGIN}\" y1=\"{base}\" x2=\"{}\" y2=\"{base}\" stroke=\"#444\"/>", WIDTH - MARGIN);
    let _ = writeln!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{most}</text>", MARGIN - 6, MARGIN + 4);
    let every = plot.rows.len().div_ceil(10).max(1);
    for (i, (name, counts)) in plot.rows.iter().enumerate() {
        let x = MARGIN as f64 + step * i as f64;
        let all = counts.first().copied().unwrap_or(0);
        let parts: Vec<(u64, &str)> =
            counts.iter().skip(1).zip(COLOURS.iter().cycle()).map(|(n, c)| (*n, *c)).collect();
        let rest = all.saturating_sub(parts.iter().map(|(n, _)| *n).sum());
        let colour = if parts.is_empty() { COLOURS.first().copied().unwrap_or(REST) } else { REST };
        let mut y = base;
        for (n, colour) in parts.iter().copied().chain([(rest, colour)]).filter(|(n, _)| *n > 0) {
            let height = n as f64 / most as f64 * room;
            y -= height;
            let width = (step * 0.85).max(0.5);
            let _ = writeln!(
                out,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{colour}\"><title>{}: {n}</title></rect>",
                escaped(name)
            );
        }
        if i % every == 0 {
            let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{}\">{}</text>", base + 16.0, escaped(name));
        }
    }
    for (i, (name, colour)) in plot.series.iter().skip(1).zip(COLOURS.iter().cycle()).enumerate() {
        let x = MARGIN + 150 * (i % 6);
        let y = 14 + 14 * (i / 6);
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{colour}\"/><text x=\"{}\" y=\"{y}\">{}</text>",
            y - 9,
            x + 14,
            escaped(name)
        );
    }
    out.push_str("</svg>\n");
    out
}

/// Text for XML, without characters that XML forbids.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text_and_bars_are_parts() {
        let plot = Plot {
            series: vec!["quotes".into(), "</text><script>\u{1b}".into()],
            rows: vec![("a&b".into(), vec![4, 1]), ("undated".into(), vec![0, 0])],
        };
        let svg = bars(&plot);
        assert!(
            !svg.contains("<script")
                && !svg.contains('\u{1b}')
                && svg.contains("a&amp;b: 1")
                && svg.contains("a&amp;b: 3")
        );
        assert_eq!(svg.matches("<rect").count(), 3, "two parts, one sign, nothing for nothing");
    }
}
