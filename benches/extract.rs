//! How fast articles become quotations, by stage, in bytes of article text: the bundled sample over and over, texts
//! made to be slow, and, where WHOSAID_SHARED names the folder of shared data, the training articles.
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;
use whosaid::ingest::{Learn, Options, Source, collect};
use whosaid::lexicon::Lexicon;
use whosaid::model::{Article, RawArticle};
use whosaid::{attribute, clean, pipeline, quotes, read, segment};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn raw_of(article: &Article) -> RawArticle {
    RawArticle { id: article.id.clone(), text: article.text.clone(), ..RawArticle::default() }
}

fn sample() -> Vec<RawArticle> {
    let options = Options { learn: Learn::Off, ..Options::default() };
    collect(&[Source::Sample], &options).0.iter().map(raw_of).collect()
}

/// The first articles of the training data, if they are there.
fn shared() -> Option<Vec<RawArticle>> {
    let folder = PathBuf::from(std::env::var_os("WHOSAID_SHARED")?);
    let packed = folder.join("data/polnear-train.jsonl.gz");
    let bytes = Command::new("gzip").arg("-dc").arg(packed).output().ok().filter(|o| o.status.success())?.stdout;
    let input = read::Input { path: "train", name: "train.jsonl", folder: "", first_line: 1, bytes: &bytes };
    Some(read::articles(&input, None).into_iter().flatten().take(300).collect())
}

/// The stages over `articles`; `raw` leaves the cleaning out.
fn stages(c: &mut Criterion, name: &str, articles: &[RawArticle]) {
    let lexicon = Lexicon::builtin();
    let repeats = pipeline::Repeats::default();
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    println!("{name}: {} articles, {:.2} MB", articles.len(), bytes as f64 / 1e6);
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("clean", |b| {
        b.iter(|| articles.iter().for_each(|a| drop(black_box(clean::clean(a, lexicon, &repeats)))));
    });
    group.bench_function("segment and quotes", |b| {
        b.iter(|| articles.iter().for_each(|a| drop(black_box(quotes::find(&a.text, &segment::segment(&a.text))))));
    });
    let found: Vec<_> = articles.iter().map(|a| (a, segment::segment(&a.text))).collect();
    group.bench_function("attribute", |b| {
        let drafts = || found.iter().map(|(a, s)| quotes::find(&a.text, s)).collect::<Vec<_>>();
        let run = |drafts: Vec<Vec<_>>| {
            for ((a, segments), drafts) in found.iter().zip(drafts) {
                let context = attribute::Context::default();
                black_box(attribute::attribute(&a.text, segments, drafts, &context, lexicon));
            }
        };
        b.iter_batched(drafts, run, BatchSize::LargeInput);
    });
    group.bench_function("extract", |b| {
        b.iter(|| articles.iter().for_each(|a| drop(black_box(pipeline::extract(a, lexicon, &repeats)))));
    });
    group.throughput(Throughput::Elements(articles.len() as u64));
    group.bench_function("extract --raw, articles", |b| {
        b.iter(|| articles.iter().for_each(|a| drop(black_box(pipeline::extract_raw(a, lexicon)))));
    });
    group.finish();
}

fn hostile(c: &mut Criterion) {
    let mut group = c.benchmark_group("hostile");
    let lexicon = Lexicon::builtin();
    for shape in ["“ ", "“‘", "\u{323}\u{301}", "Ann: go\n", "He said: “a” ", "“Go,” he said. "] {
        for bytes in [100_000, 1_000_000] {
            let raw = RawArticle { text: shape.repeat(bytes / shape.len()), ..RawArticle::default() };
            group.throughput(Throughput::Bytes(raw.text.len() as u64));
            group.bench_function(format!("{shape:?} {bytes}"), |b| {
                b.iter(|| black_box(pipeline::extract(&raw, lexicon, &Default::default())));
            });
        }
    }
    group.finish();
}

fn extract(c: &mut Criterion) {
    let sample = sample();
    let repeated: Vec<RawArticle> = sample.iter().cycle().take(sample.len() * 10).cloned().collect();
    stages(c, "sample x 10", &repeated);
    match shared() {
        Some(articles) => stages(c, "polnear-train, first 300", &articles),
        None => println!("no training articles: set WHOSAID_SHARED to measure on them"),
    }
    hostile(c);
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = extract
}
criterion_main!(benches);
