//! What the judge looks at: one row of numbers for each unit, of the unit itself, its neighbours and the page.

use super::diction;
use super::lists::Lists;
use super::pictures::Pictures;
use super::row::{Filler, Row, log};
use super::run::heaviest_run;
use super::shape::{self, Shape};
use super::signs::Signs;
use super::terms;
use super::title::Heading;
use super::unit::Unit;
use super::vocabulary::Vocabulary;

/// A unit has more distant neighbours than these only through the page's numbers.
const NEIGHBOURS: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// How the words of what a rule took sound.
const RULED: f32 = -8.0;

/// The shapes of all units, and the rows for the judge: those of units that no rule took, in order.
pub fn of(units: &[Unit<'_>], title: &Heading) -> (Vec<Shape>, Vec<Row>) {
    let mut words = Vec::new();
    let mut ranges = Vec::with_capacity(units.len());
    let shapes: Vec<Shape> = units
        .iter()
        .map(|unit| {
            let from = words.len();
            let mut shape = Shape::of(unit, &mut words);
            shape.diction = if shape.ruled { RULED } else { diction::of(unit.block.prose.as_str(), &words[from..]) };
            ranges.push(from..words.len());
            shape
        })
        .collect();
    let page = Page::of(&shapes);
    let signs = Signs::of(units);
    let vocabulary = Vocabulary::of(&shapes, &ranges, &words);
    let pictures = Pictures::of(units);
    let lists = Lists::of(&shapes);
    let headline = shape::words_of(&title.text);
    let rows = (0..units.len())
        .filter(|&i| !shapes[i].ruled)
        .map(|i| {
            let mut filler = Filler::default();
            own(&shapes[i], &mut filler);
            vocabulary.put(i, &shapes[i], &words[ranges[i].clone()], &headline, &mut filler);
            page.put(i, &shapes, &mut filler);
            neighbours(i, &shapes, &mut filler);
            signs.put(i, &mut filler);
            filler.put(title.at.map_or(9.0, |at| signed_log(i as isize - at as isize)));
            pictures.put(i, &words[ranges[i].clone()], &mut filler);
            terms::put(&shapes[i], &words[ranges[i].clone()], &mut filler);
            lists.put(i, &shapes, &mut filler);
            dictions(i, &shapes, &mut filler);
            filler.done()
        })
        .collect();
    (shapes, rows)
}

fn own(shape: &Shape, out: &mut Filler) {
    let words = shape.words.max(1.0);
    out.put(log(shape.words));
    out.put(shape.letters / words);
    out.put(shape.linked);
    out.put(log(shape.links));
    out.put(shape.capitalised / words);
    out.put(shape.upper / words);
    out.put(shape.small / words);
    out.put(shape.digits / shape.letters.max(1.0));
    out.put(shape.commas / words);
    out.put(log(shape.stops));
    out.put(shape.stops / words);
    out.flag(shape.ends_sentence);
    out.flag(shape.starts_quote);
    out.put(shape.quotes.min(4.0));
    out.flag(shape.quotation);
    out.put(shape.images);
    out.put(shape.strong);
    out.put(shape.separators / words);
}

/// Numbers of the whole page, and sums that make those of a stretch cheap.
struct Page {
    words: f32,
    linked: f32,
    in_long: f32,
    ruled: f32,
    longs: f32,
    headings: f32,
    /// The first and the last long paragraph.
    edges: (usize, usize),
    /// The heaviest run of text, half-open.
    run: (usize, usize),
    /// Sums over the units before each: all words, words of long paragraphs.
    before: Vec<(f32, f32)>,
    /// For each unit: the last heading before it, the last and the next unit that a rule took.
    heading: Vec<Option<usize>>,
    ruled_before: Vec<Option<usize>>,
    ruled_after: Vec<Option<usize>>,
    /// The length of the run of short units that each is in.
    short_run: Vec<f32>,
}

impl Page {
    fn of(shapes: &[Shape]) -> Self {
        let mut page = Self {
            words: 0.0,
            linked: 0.0,
            in_long: 0.0,
            ruled: 0.0,
            longs: 0.0,
            headings: 0.0,
            edges: (
                shapes.iter().position(Shape::is_long).unwrap_or(0),
                shapes.iter().rposition(Shape::is_long).unwrap_or(shapes.len().saturating_sub(1)),
            ),
            run: heaviest_run(shapes.iter().map(weight)),
            before: Vec::with_capacity(shapes.len() + 1),
            heading: Vec::with_capacity(shapes.len()),
            ruled_before: Vec::with_capacity(shapes.len()),
            ruled_after: vec![None; shapes.len()],
            short_run: vec![0.0; shapes.len()],
        };
        let (mut heading, mut ruled) = (None, None);
        for (i, shape) in shapes.iter().enumerate() {
            page.before.push((page.words, page.in_long));
            page.heading.push(heading);
            page.ruled_before.push(ruled);
            page.words += shape.words;
            page.linked += shape.words * shape.linked.min(1.0);
            if shape.is_long() {
                page.in_long += shape.words;
                page.longs += 1.0;
            }
            if shape.heading > 0.0 {
                heading = Some(i);
                page.headings += 1.0;
            }
            if shape.ruled {
                ruled = Some(i);
                page.ruled += 1.0;
            }
        }
        page.before.push((page.words, page.in_long));
        let mut next = None;
        for (i, shape) in shapes.iter().enumerate().rev() {
            page.ruled_after[i] = next;
            if shape.ruled {
                next = Some(i);
            }
        }
        let mut at = 0;
        while at < shapes.len() {
            let end = (at..shapes.len()).find(|&i| shapes[i].words >= 14.0).unwrap_or(shapes.len());
            page.short_run[at..end].fill((end - at) as f32);
            at = end + 1;
        }
        page
    }

    fn put(&self, i: usize, shapes: &[Shape], out: &mut Filler) {
        let count = shapes.len() as f32;
        let words = self.words.max(1.0);
        out.put(words.ln());
        out.put(self.linked / words);
        out.put(log(count));
        out.put(self.in_long / words);
        out.put(self.ruled / count);
        out.put(log(self.longs));
        out.put(self.headings / count);
        out.put(i as f32 / count);
        out.put(self.before[i].0 / words);
        out.put(self.before[i].1 / self.in_long.max(1.0));
        out.put(signed_log(i as isize - self.edges.0 as isize));
        out.put(signed_log(self.edges.1 as isize - i as isize));
        out.put(signed_log(i as isize - self.run.0 as isize));
        out.put(signed_log(self.run.1 as isize - 1 - i as isize));
        out.put((self.before[self.run.1].0 - self.before[self.run.0].0) / words);
        let heading = self.heading[i];
        out.put(heading.map_or(-1.0, |h| log(self.before[i].0 - self.before[h + 1].0)));
        out.put(heading.map_or(0.0, |h| shapes[h].heading));
        out.flag(heading.is_some_and(|h| shapes[h].ruled));
        out.put(self.ruled_before[i].map_or(9.0, |r| log((i - r) as f32)));
        out.put(self.ruled_after[i].map_or(9.0, |r| log((r - i) as f32)));
        out.put(log(self.short_run[i]));
        out.put(self.long_share(i, 5));
        out.put(self.long_share(i, 15));
        out.put(log(self.long_words(i.saturating_sub(8), i)));
        out.put(log(self.long_words(i + 1, i + 9)));
    }

    fn long_words(&self, from: usize, to: usize) -> f32 {
        let last = self.before.len() - 1;
        self.before[to.min(last)].1 - self.before[from.min(last)].1
    }

    /// The share of words around a unit that stand in long paragraphs.
    fn long_share(&self, i: usize, around: usize) -> f32 {
        let (from, to) = (i.saturating_sub(around), (i + around + 1).min(self.before.len() - 1));
        let words = self.before[to].0 - self.before[from].0;
        self.long_words(from, to) / words.max(1.0)
    }
}

fn neighbours(i: usize, shapes: &[Shape], out: &mut Filler) {
    for offset in NEIGHBOURS {
        let shape = i.checked_add_signed(offset).and_then(|at| shapes.get(at));
        out.put(shape.map_or(-1.0, |shape| log(shape.words)));
        out.put(shape.map_or(-1.0, |shape| shape.linked));
        if offset.abs() < 3 {
            out.flag(shape.is_some_and(|shape| shape.ends_sentence));
            out.put(shape.map_or(-1.0, |shape| shape.heading));
            out.flag(shape.is_some_and(|shape| shape.ruled));
        }
        if offset.abs() == 1 {
            out.flag(shape.is_some_and(|shape| shape.empty && shape.images > 0.0));
            out.put(shape.map_or(0.0, |shape| shape.small / shape.words.max(1.0)));
        }
    }
}

/// How the words of a unit and those of its neighbours sound.
fn dictions(i: usize, shapes: &[Shape], out: &mut Filler) {
    let of = |i: Option<usize>| i.and_then(|i| shapes.get(i)).map_or(0.0, |shape| shape.diction);
    out.put(of(Some(i)));
    out.put(of(i.checked_sub(1)));
    out.put(of(i.checked_add(1)));
}

/// How much a unit speaks for article text.
fn weight(shape: &Shape) -> f32 {
    if shape.empty || shape.ruled {
        -0.3
    } else if shape.linked > 0.5 {
        -1.5
    } else if shape.heading > 0.0 {
        -0.3
    } else if shape.words >= 25.0 {
        3.0
    } else if shape.words >= 10.0 && shape.ends_sentence {
        1.5
    } else {
        -0.8
    }
}

fn signed_log(distance: isize) -> f32 {
    let distance = distance as f32;
    distance.signum() * log(distance.abs())
}
