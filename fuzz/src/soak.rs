//! `soak [CASES] [SEED]`: changes texts at random and checks each, without a nightly compiler. A text that fails is
//! written beside the crate and named.
#![forbid(unsafe_code)]

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use whosaid::ingest::{Learn, Options, Source, collect};

/// What the engine looks for, and what texts are broken with.
const PIECES: &[&str] = &[
    "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "``", "''", "“‘", "’”", " said", " said. ", "he said", "She told ",
    "according to ", "Ann Ash", "Mr Ash", "the Prime Minister", "the US leader", "They", ": ", ", ", ". ", "? ", "\n",
    "\n\n", "\r\n", "\t", "\u{a0}", "\u{200b}", "\u{301}", "\u{202e}", "\0", "\x1b[31m", "é", "日本", "👩\u{200d}👧",
    "\u{2028}", "\u{feff}", "date 2025-11-25 ", "Read more", "Share\n", "(Ann Ash/PA)", "Q: ", "A: ", "Ann: ", "— ",
    "{\"text\": \"", "\"}\n", "<p>", "&amp;", "on Monday", "Ukrainian President Volodymyr Zelensky", "Dr. J. R. Ash",
];

/// A sequence of numbers that is the same for the same seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Changes a few places of `text`: pieces put in, stretches taken out, doubled or moved, bytes broken.
fn change(text: &mut Vec<u8>, texts: &[Vec<u8>], random: &mut Random) {
    for _ in 0..1 + random.below(6) {
        let at = random.below(text.len() + 1);
        let end = (at + random.below(60)).min(text.len());
        match random.below(8) {
            0..=2 => drop(text.splice(at..at, PIECES[random.below(PIECES.len())].bytes())),
            3 => drop(text.drain(at..end)),
            4 => {
                let again = text[at..end].repeat(1 + random.below(4));
                text.splice(at..at, again);
            }
            5 => {
                let other = &texts[random.below(texts.len())];
                let from = random.below(other.len());
                let piece = &other[from..(from + random.below(200)).min(other.len())];
                text.splice(at..end, piece.iter().copied());
            }
            6 => text.truncate(at.max(1)),
            _ => {
                if let Some(byte) = text.get_mut(at) {
                    *byte = random.next() as u8;
                }
            }
        }
    }
    text.truncate(2_000);
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|a| a.parse::<u64>().ok());
    let (cases, seed) = (arguments.next().unwrap_or(100_000), arguments.next().unwrap_or(1));
    let options = Options { learn: Learn::Off, ..Options::default() };
    let sample: Vec<Vec<u8>> =
        collect(&[Source::Sample], &options).0.into_iter().map(|a| a.text.into_bytes()).collect();
    let mut texts = sample.clone();
    let mut random = Random(seed);
    std::panic::set_hook(Box::new(|_| {}));
    let (begin, mut told, mut failed, mut slowest) = (Instant::now(), Instant::now(), 0, Duration::ZERO);
    for case in 1..=cases {
        let which = random.below(texts.len());
        let mut text = texts[which].clone();
        change(&mut text, &sample, &mut random);
        let start = Instant::now();
        if let Err(reason) = catch_unwind(AssertUnwindSafe(|| whosaid_fuzz::check(&text))) {
            failed += 1;
            let said = reason.downcast_ref::<String>().map_or("a panic", String::as_str);
            let path = format!("failed-{seed}-{case}.txt");
            let _ = std::fs::File::create(&path).and_then(|mut f| f.write_all(&text));
            println!("case {case}: {said}\n  kept in {path}");
        }
        slowest = slowest.max(start.elapsed());
        // A text that was changed often is a text that nobody would write.
        if random.below(20) == 0 {
            texts[which] = if random.below(8) == 0 { sample[which].clone() } else { text };
        }
        if told.elapsed() > Duration::from_secs(60) {
            told = Instant::now();
            println!("{case} cases, {failed} failed, {:.0} a second", case as f64 / begin.elapsed().as_secs_f64());
        }
    }
    println!("{cases} cases, {failed} failed, slowest {slowest:?}, {:.0?} in all", begin.elapsed());
    std::process::exit(i32::from(failed > 0));
}
