//! `whosaid` and `whosaid demo`: the interface on a terminal, plain quotations elsewhere.
use super::args::{Ask, Demo, Input};
use super::{End, Stop, ask, quotes};
use crate::ingest::Source;

pub(super) fn run(args: &Ask) -> Result<End, Stop> {
    quotes::run(args)
}

pub(super) fn demo(args: &Demo) -> Result<End, Stop> {
    let args = Ask { input: Input::default(), query: args.query.clone(), print: args.print.clone() };
    quotes::print(&args, &ask::read_from(&[Source::Sample], &args)?)
}
