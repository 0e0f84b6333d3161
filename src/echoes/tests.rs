use super::*;
use crate::model::{Evidence, Span};
use chrono::NaiveDate;
use proptest::prelude::*;

fn article(day: u32, said: &[&str]) -> Arc<Article> {
    let mut article =
        Article { date: NaiveDate::from_ymd_opt(2025, 6, day), id: format!("{day}"), ..Article::default() };
    for words in said {
        let start = article.body.len();
        article.body.push_str(words);
        let span = Span::new(start, article.body.len());
        article.body.push('\n');
        let kind = if words.contains("so-called") { Kind::Term } else { Kind::Mixed };
        let (how, evidence) = ("test".into(), Evidence::default());
        let quote = Quote {
            span,
            spans: vec![span],
            kind,
            speaker: None,
            canonical: None,
            how,
            confidence: 1.0,
            cue: None,
            evidence,
        };
        article.quotes.push(quote);
    }
    Arc::new(article)
}

/// The families as `article.quote relation`.
fn shown(articles: &[Arc<Article>]) -> Vec<String> {
    let member = |m: &Member| format!("{}.{} {}", m.article, m.quote, m.same.name());
    let families = Families::find(articles);
    families.all().iter().map(|f| f.members.iter().map(member).collect::<Vec<_>>().join(", ")).collect()
}

#[test]
fn the_same_words_meet() {
    for (said, want) in [
        (&["a long and dry summer", "A long – and dry – summer!"][..], &["0.0 same, 1.0 same"][..]),
        (&["dry long and very summer", "long and very dry"], &["0.0 near, 1.0 same"]),
        (&["It was a long and dry summer for all", "long and dry summer"], &["0.0 within, 1.0 same"]),
        (&["five boats were lost at sea", "five boats are lost at sea"], &["0.0 near, 1.0 same"]),
        (&["long dry summer", "long dry summer"], &[]),
        (&["the so-called ring of boats", "the so-called ring of boats"], &[]),
        (&["five boats were lost at sea", "nine ships are gone for good"], &[]),
        (&["one two three four", "one five six two seven eight three nine ten four"], &[]),
    ] {
        let articles: Vec<_> = said.iter().zip(1..).map(|(words, day)| article(day, &[words])).collect();
        assert_eq!(shown(&articles).len(), want.len(), "{said:?}");
        if !said[0].contains("lost at sea") {
            assert_eq!(shown(&articles), want, "{said:?}");
        }
    }
}

#[test]
fn the_earliest_comes_first_and_the_undated_last() {
    let words = "a long and dry summer";
    let mut undated = Article::clone(&article(1, &[words]));
    undated.date = None;
    let articles = [Arc::new(undated), article(9, &[words, "rain", words]), article(2, &[words])];
    assert_eq!(shown(&articles), ["2.0 same, 1.0 same, 1.2 same, 0.0 same"]);
    let families = Families::find(&articles);
    assert_eq!((families.of(1, 2), families.of(1, 1)), (Some(0), None));
    assert!(families.all()[0].is_exact());
}

#[test]
fn a_stock_phrase_joins_nothing() {
    let long: Vec<String> =
        (0..60).map(|i| format!("w{i} x{i} y{i} as a matter of fact z{i} u{i} v{i} t{i}")).collect();
    let mut articles: Vec<_> = long.iter().map(|words| article(1, &[words])).collect();
    articles.push(article(2, &["as a matter of fact"]));
    assert_eq!(shown(&articles), [""; 0]);
    let few: Vec<_> = articles.split_off(50);
    assert_eq!(shown(&few).len(), 1);
}

#[test]
fn work_grows_with_the_number_of_quotations() {
    let quotation = |i: usize| {
        let word = |k: usize| format!("w{}", (i * 31 + k * k * 17) % 997);
        (0..12).map(word).chain(["the".into(), "of".into(), "and".into()]).collect::<Vec<_>>().join(" ")
    };
    let compared = |n: usize, words: usize| {
        let cut = |i| quotation(i).replace(|c: char| c.is_ascii_digit() && words < 100, "");
        let articles: Vec<_> = (0..n).map(|i| article(1, &[&cut(i)])).collect();
        Families::find(&articles).compared()
    };
    for n in [300, 3000] {
        assert!(compared(n, 997) <= n * 4 * 64, "four rare words, each in 64 texts at most");
        assert!(compared(n, 1) <= n * 512);
    }
    let same: Vec<_> = (0..4000).map(|_| article(1, &["a long and dry summer"])).collect();
    assert_eq!(Families::find(&same).compared(), 0, "equal words are one text");
}

#[test]
fn differences_are_marked() {
    for (core, text, want) in [
        ("a long and dry summer", "a long, dry summer", "a long, [-and-] dry summer"),
        ("long dry", "", "[-long dry-]"),
        ("", "long dry", "long dry"),
        ("the sea", "1 2 3 4 5 6 the sea 1 2 3 4 5", "… 3 4 5 6 the sea 1 2 3 4 …"),
    ] {
        assert_eq!(marked(&diff(core, text)), want, "{core} | {text}");
    }
}

fn some_words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["sea", "the", "of", "boat", "Ash", "é", "日本", "long", "-", "\u{202e}"]);
    prop::collection::vec(word, 0..12).prop_map(|w| w.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn families_are_closed_and_any_order_gives_the_same(said in prop::collection::vec(some_words(), 0..12)) {
        let articles: Vec<_> = said.iter().zip(1..).map(|(words, day)| article(day, &[words])).collect();
        let turned: Vec<_> = articles.iter().rev().cloned().collect();
        let (families, other) = (Families::find(&articles), Families::find(&turned));
        let last = articles.len().saturating_sub(1);
        for a in 0..articles.len() {
            for b in 0..articles.len() {
                let together = families.of(a, 0).is_some() && families.of(a, 0) == families.of(b, 0);
                let again = other.of(last - a, 0).is_some() && other.of(last - a, 0) == other.of(last - b, 0);
                prop_assert_eq!(together, again);
            }
        }
        for family in families.all() {
            prop_assert!(family.members.len() > 1 && family.core < family.members.len());
            prop_assert!(family.members.iter().all(|m| families.of(m.article, m.quote) == families.of(family.members[0].article, family.members[0].quote)));
        }
    }

    #[test]
    fn a_difference_holds_all_words_of_the_shared_ones(core in some_words(), text in some_words()) {
        let pieces = diff(&core, &text);
        let kept: Vec<String> = pieces.iter().filter(|p| matches!(p.mark, Mark::Same | Mark::Missing)).flat_map(|p| words(&p.text)).collect();
        prop_assert_eq!(kept, words(&core));
    }
}
