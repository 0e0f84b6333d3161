use super::*;
use crate::model::{Label, Span};

fn lexicon() -> &'static Lexicon {
    Lexicon::builtin()
}

fn raw(text: &str) -> RawArticle {
    RawArticle { text: text.to_string(), ..RawArticle::default() }
}

fn cleaned(text: &str) -> Clean {
    clean(&raw(text), lexicon(), &Repeats::default())
}

#[test]
fn places_of_what_was_removed() {
    let text = "One rains.\n\nopen image in gallery\nA boat on the quay (Ann Ash/PA)\n\nTwo shines.";
    let c = cleaned(text);
    assert_eq!(c.body, "One rains.\n\nTwo shines.");
    let at: Vec<_> = c.removed.iter().map(|r| (r.text.of(text), r.at, r.label)).collect();
    let two = c.body.find("Two").unwrap();
    assert_eq!(
        at,
        [("open image in gallery", two, Label::Ui), ("A boat on the quay (Ann Ash/PA)", two, Label::Caption)]
    );
}

#[test]
fn a_quotation_goes_on_over_a_caption() {
    let text =
        "Ms Ash said: “The wall is gone.\nopen image in gallery\nThe wall on Friday(AP)\n“It will not come back.”";
    let c = cleaned(text);
    assert_eq!(c.body, "Ms Ash said: “The wall is gone.\n\n“It will not come back.”");
    assert_eq!(c.edits.pieces(Span::new(0, c.body.len())).len(), 2);
}

#[test]
fn quotations_are_protected() {
    for text in [
        "“Your support helps us survive,” the farmer told the crowd.",
        "Share prices fell.\n\n“Please consider donating to the fund,” Ms Ash said.\n\nHe left.",
        "It rained.\n\nRelated: “We were never told about the wall,” she said",
        "It rained.\n\nMore from Ms Ash:\n\n“We were never told.”",
    ] {
        assert_eq!(cleaned(text).body, text);
    }
}

#[test]
fn fields_win_over_the_text() {
    let text = "date 2025-11-25\nSource: The Weekly Gull\nRain fell.";
    let c = cleaned(text);
    assert_eq!((c.outlet.as_deref(), c.date_from), (Some("The Weekly Gull"), DateFrom::Header));
    let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 2);
    let mut article = raw(text);
    (article.date, article.date_from, article.outlet) = (day, DateFrom::Meta, Some("The Tern".into()));
    let c = clean(&article, lexicon(), &Repeats::default());
    assert_eq!((c.outlet.as_deref(), c.date, c.date_from), (Some("The Tern"), day, DateFrom::Meta));
    article.date_from = DateFrom::Filename;
    assert_eq!(clean(&article, lexicon(), &Repeats::default()).date_from, DateFrom::Header);
}

#[test]
fn untouched_is_untouched() {
    let text = " date 2025-11-25\r\nRead more\u{200b}";
    let c = untouched(&raw(text));
    assert_eq!((c.body.as_str(), c.removed.len()), (text, 0));
}
