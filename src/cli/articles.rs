//! `whosaid articles`: articles with date, outlet and title.
use super::args::Ask;
use super::{End, Stop, ask, output};
use crate::export::article_record;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    let mut asked = ask::read(args)?;
    let found = output::rows(&args.print, |row| {
        let line = asked.query.line();
        asked.shelf.articles(&asked.query, &mut |article, quotes| {
            row(article_record(article, quotes.len(), line, asked.query.snippet(&article.body)))
        })
    })?;
    ask::tell_hidden(&mut asked)?;
    let articles = asked.shelf.len()?;
    asked.problems.end(articles, found)
}
