use super::*;
use crate::model::{Person, PersonKind, Span};
use chrono::NaiveDate;
use proptest::prelude::*;

/// An article of that year whose body names people: `name < written, written`.
fn article(year: i32, names: &[&str]) -> Arc<Article> {
    let mut article = Article { date: NaiveDate::from_ymd_opt(year, 6, 1), ..Article::default() };
    for line in names {
        let (name, written) = line.split_once(" < ").unwrap_or((line, line));
        let mut mentions = Vec::new();
        for text in written.split(", ") {
            let start = article.body.len();
            article.body.push_str(text);
            mentions.push(Span::new(start, article.body.len()));
            article.body.push_str(". ");
        }
        let kind = match name {
            n if n.contains("Association") || n.contains("Agency") || n == "NRA" => PersonKind::Organisation,
            n if n.contains("spokes") => PersonKind::Unnamed,
            _ => PersonKind::Person,
        };
        article.people.push(Person { name: name.to_owned(), kind, mentions });
    }
    article.id = format!("{year}-{}.txt", article.body);
    Arc::new(article)
}

/// Everybody as `name: aliases with reasons`.
fn shown(articles: &[Arc<Article>]) -> Vec<String> {
    let registry = Registry::build(articles, Lexicon::builtin());
    let alias = |a: &Alias| format!("{} ({:?} {})", a.name, a.why, a.articles);
    let known = |p: &Known| {
        let others: Vec<String> = p.aliases.iter().filter(|a| a.name != p.name).map(alias).collect();
        format!("{}: {}", p.name, others.join(", ")).trim_end_matches([' ', ':']).to_owned()
    };
    registry.people().iter().map(known).collect()
}

#[test]
fn one_person_has_many_names() {
    for (names, want) in [
        (&["Oleh Hradsky", "Oleh Hradskyy"][..], &["Oleh Hradskyy: Oleh Hradsky (Spelling 1)"][..]),
        (&["Una Ash", "Una F. Ash"], &["Una Ash: Una F. Ash (MiddleName 1)"]),
        (&["Mike Quayle", "Michael Quayle"], &["Michael Quayle: Mike Quayle (ShortName 1)"]),
        (&["J. Marrow", "Jo Marrow"], &["Jo Marrow: J. Marrow (ShortName 1)"]),
        (&["Edda Marrow", "Marrow"], &["Edda Marrow: Marrow (OnlySurname 1)"]),
        (&["Una van der Ash", "van der Ash"], &["Una van der Ash: van der Ash (OnlySurname 1)"]),
        (&["Chris Van Ollen", "Van Ollen"], &["Chris Van Ollen: Van Ollen (OnlySurname 1)"]),
        (&["Edda O’Marrow", "Edda O'Marrow"], &["Edda O’Marrow: Edda O'Marrow (Spelling 1)"]),
    ] {
        let articles: Vec<_> = names.iter().map(|name| article(2025, &[name])).collect();
        assert_eq!(shown(&articles), want, "{names:?}");
    }
}

#[test]
fn in_doubt_names_stay_apart() {
    for names in [
        &["Edda Marrow", "Tom Marrow", "Marrow"][..],
        &["Tom Marrow", "Marrow < Mrs Marrow, she"],
        &["Tom Marrow", "Tom Marrow Jr."],
        &["Bo H. W. Ash", "Bo W. Ash", "Bo Ash"],
        &["Alexander Quayle", "Alexandra Quayle", "Alex Quayle"],
        &["Edda Marrow", "Marrow spokesperson", "Edda Marrow spokesman"],
        &["Patrick Ash", "Pat Ash < Mrs Pat Ash"],
        &["Marrow < Mr Marrow", "Marrow < Mrs Marrow"],
    ] {
        let articles: Vec<_> = names.iter().map(|name| article(2025, &[name])).collect();
        assert_eq!(shown(&articles).len(), names.len(), "{:?}", shown(&articles));
    }
}

#[test]
fn a_surname_joins_who_is_in_the_news() {
    let articles = [article(2025, &["Edda Marrow"]), article(2015, &["Tom Marrow"]), article(2025, &["Marrow"])];
    assert_eq!(shown(&articles), ["Edda Marrow: Marrow (OnlySurname 1)", "Tom Marrow"]);
    let far = [article(2005, &["Edda Marrow"]), article(2025, &["Marrow"])];
    assert_eq!(shown(&far).len(), 2);
}

#[test]
fn an_office_on_the_day_decides() {
    let articles = [
        article(2025, &["Donald Trump"]),
        article(2025, &["Melania Trump"]),
        article(2025, &["Trump < President Trump, Trump"]),
        article(2012, &["Cameron < Prime Minister Cameron"]),
    ];
    let want = ["David Cameron: Cameron (Office 1)", "Donald Trump: Trump (Office 1)", "Melania Trump"];
    assert_eq!(shown(&articles), want);
}

#[test]
fn an_acronym_joins_the_name_it_stands_for() {
    let both = article(2025, &["National Reef Association < National Reef Association, NRA"]);
    let articles = [both.clone(), article(2025, &["NRA"])];
    assert_eq!(shown(&articles), ["National Reef Association: NRA (Acronym 1)"]);
    let other = article(2025, &["Nordic Rowing Association < Nordic Rowing Association, NRA"]);
    assert_eq!(shown(&[both, other, article(2025, &["NRA"])]).len(), 3, "two bodies, one acronym");
}

#[test]
fn evidence_names_the_earliest_article() {
    let articles = [article(2025, &["Marrow"]), article(2024, &["Marrow"]), article(2024, &["Edda Marrow"])];
    let registry = Registry::build(&articles, Lexicon::builtin());
    let id = registry.person(0, "Marrow").expect("known");
    let known = registry.get(id).expect("known");
    let marrow = known.aliases.iter().find(|a| a.name == "Marrow").expect("an alias");
    assert_eq!((marrow.articles, marrow.article, marrow.why), (2, 1, Why::OnlySurname));
    assert_eq!(registry.person(0, "Edda Marrow"), None, "only names of the article itself");
    assert_eq!(known.written, [("Marrow".to_owned(), 2), ("Edda Marrow".to_owned(), 1)]);
}

#[test]
fn ten_times_the_articles_are_ten_times_the_names() {
    // A thousand people of one surname, each once by the surname alone: nobody is looked for a thousand times.
    let names: Vec<String> = (0..1000).map(|i| format!("P{i} Marrow")).collect();
    let articles: Vec<_> = names.iter().flat_map(|n| [article(2025, &[n]), article(2025, &["Marrow"])]).collect();
    assert_eq!(shown(&articles).len(), 1001);
}

fn some_name() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec!["Edda", "Mike", "Michael", "J.", "Una F.", "Mrs", "", "Van", "Oleh", "NRA"]);
    let last =
        prop::sample::select(vec!["Marrow", "Hradskyy", "Hradsky", "O’Ash", "Ash Jr.", "spokesman", "é", "Trump"]);
    prop_oneof![4 => (first, last).prop_map(|(a, b)| format!("{a} {b}").trim().to_owned()), 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn order_makes_no_difference(names in prop::collection::vec((some_name(), 2010..2026i32), 0..14)) {
        let articles: Vec<_> = names.iter().map(|(name, year)| article(*year, &[name])).collect();
        let turned: Vec<_> = articles.iter().rev().cloned().collect();
        prop_assert_eq!(shown(&articles), shown(&turned));
        let registry = Registry::build(&articles, Lexicon::builtin());
        for (i, (name, _)) in names.iter().enumerate() {
            let name = name.split_once(" < ").map_or(name.as_str(), |(n, _)| n);
            prop_assert!(registry.person(i, name).and_then(|id| registry.get(id)).is_some(), "{}", name);
        }
    }
}
