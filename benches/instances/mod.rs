//! Seeded assignment instances: what programmes pose, and what is hard about it; the same on every machine.
//!
//! Everywhere the aim is as many pairs as possible, then the largest total. A minimum cost is posed by negative weights.
//! Rows are mentees and are used once; columns are mentors and have places.

pub(crate) mod files;

use std::ops::Range;

/// An instance that is made when it is asked for.
pub(crate) struct Case {
    /// The family, which is a group of the benchmark.
    pub(crate) family: &'static str,
    pub(crate) name: String,
    /// Whether every published solver that can pose it has solved it within about a second.
    pub(crate) quick: bool,
    pub(crate) make: Box<dyn Fn() -> Instance>,
}

/// All of them, small ones first.
pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![];
    let mut case = |family, quick, name: String, make: Box<dyn Fn() -> Instance>| {
        cases.push(Case { family, name, quick, make });
    };
    for n in [500, 1000, 2000, 5000, 10_000] {
        let quick = n == 1000 || n == 2000;
        case("dense tied", quick, format!("dense tied {n}"), Box::new(move || tied(n)));
        case("dense tied", n == 1000, format!("dense levels {n}"), Box::new(move || levels(n)));
        case("dense uniform", quick, format!("dense uniform {n}"), Box::new(move || random(n)));
    }
    for n in [500, 1000, 2000] {
        let family = "product-structured";
        case(family, n == 500, format!("dense product most {n}"), Box::new(move || product_most(n)));
        case(family, n == 500, format!("dense product least {n}"), Box::new(move || product_least(n)));
    }
    for n in [1000, 10_000, 100_000] {
        let quick = n < 100_000;
        case("sparse tied", quick, format!("sparse tied {n} x 20"), Box::new(move || sparse_tied(n, 20)));
        case(
            "sparse uniform",
            quick,
            format!("sparse uniform {n} x 30"),
            Box::new(move || sparse_random(n, 30)),
        );
    }
    for (rows, columns) in [(500, 200), (5000, 2000)] {
        let name = format!("dense places {rows} x {columns}");
        case("capacitated", rows == 500, name, Box::new(move || dense_places(rows, columns)));
    }
    for (rows, columns) in [(1000, 333), (10_000, 3333), (100_000, 33_333), (50_000, 33_333)] {
        let (quick, size) = (rows <= 10_000, format!("{rows} x {columns} x 10"));
        let name = format!("sparse places {size}");
        case("capacitated", quick, name, Box::new(move || sparse_places(rows, columns, 10)));
        let name = format!("sparse minimums {size}");
        case("capacitated", quick, name, Box::new(move || sparse_minimums(rows, columns, 10)));
    }
    for (rows, columns) in [(200, 500), (2000, 5000)] {
        let (quick, size) = (rows == 200, format!("{rows} x {columns}"));
        let name = format!("dense tied {size}");
        case("rectangular", quick, name, Box::new(move || wide_tied(rows, columns)));
        let name = format!("dense uniform {size}");
        case("rectangular", quick, name, Box::new(move || wide_random(rows, columns)));
    }
    cases
}

/// A problem: weights of pairs, and how many places each column has.
pub(crate) struct Instance {
    /// Family and size, fit for a file name.
    pub(crate) name: String,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) pairs: Pairs,
    /// The most rows a column takes, by column.
    pub(crate) places: Vec<u32>,
    /// The fewest rows a column must get, by column.
    pub(crate) minimums: Vec<u32>,
    /// Whether every row can be matched at once, by how the instance is made.
    pub(crate) every_row: bool,
}

/// Which pairs there are.
pub(crate) enum Pairs {
    /// Every one, row by row.
    Table(Vec<i32>),
    /// Those as (row, column, weight), sorted and none twice.
    List(Vec<(u32, u32, i32)>),
}

impl Instance {
    pub(crate) fn one_to_one(name: String, rows: usize, columns: usize, pairs: Pairs) -> Self {
        let every_row = rows <= columns && matches!(pairs, Pairs::Table(_));
        Self { name, rows, columns, pairs, places: vec![1; columns], minimums: vec![0; columns], every_row }
    }
}

/// Weights of 60 levels, each as likely: at 2000 rows and more nearly everybody gets the highest.
fn levels(n: usize) -> Instance {
    uniform(format!("dense levels {n}"), n, n, 0..60, 1)
}

/// Weights that hardly tie.
fn random(n: usize) -> Instance {
    uniform(format!("dense uniform {n}"), n, n, 0..1_000_000, 2)
}

/// Scores of mentors: see [`Profile::score`]. About 150 levels up to 164, and everybody wants the same columns.
fn tied(n: usize) -> Instance {
    Instance::one_to_one(format!("dense tied {n}"), n, n, scores(n, n, 3))
}

/// Products of a factor of the row and one of the column, to be made large: everybody's best column is the same one.
fn product_most(n: usize) -> Instance {
    Instance::one_to_one(format!("dense product most {n}"), n, n, products(n, 1, 4))
}

/// Products to be made small, as costs: the weights are negative.
fn product_least(n: usize) -> Instance {
    Instance::one_to_one(format!("dense product least {n}"), n, n, products(n, -1, 5))
}

/// Fewer rows than columns; scores of mentors.
fn wide_tied(rows: usize, columns: usize) -> Instance {
    Instance::one_to_one(format!("dense tied {rows} x {columns}"), rows, columns, scores(rows, columns, 6))
}

/// Fewer rows than columns; weights that hardly tie.
fn wide_random(rows: usize, columns: usize) -> Instance {
    uniform(format!("dense uniform {rows} x {columns}"), rows, columns, 0..1_000_000, 7)
}

/// Columns with one to three places, scores of mentors. With 5 rows for 2 columns there are too few places.
fn dense_places(rows: usize, columns: usize) -> Instance {
    let mut chance = Chance(8);
    let places = (0..columns).map(|_| chance.count(1..4)).collect();
    let name = format!("dense places {rows} x {columns}");
    Instance { places, ..Instance::one_to_one(name, rows, columns, scores(rows, columns, 9)) }
}

/// `each` pairs a row with scores of mentors; the first half of the columns is in three quarters of the pairs, so that
/// some rows stay unmatched in every assignment.
fn sparse_tied(n: usize, each: usize) -> Instance {
    let list = candidates(n, n, each, Draw::Skewed, 10);
    Instance::one_to_one(format!("sparse tied {n} x {each}"), n, n, Pairs::List(list))
}

/// `each` pairs a row, drawn evenly, with weights that hardly tie. With 20 and more every row can be matched.
fn sparse_random(n: usize, each: usize) -> Instance {
    let mut list = candidates(n, n, each, Draw::Even, 11);
    let mut chance = Chance(12);
    for (_, _, weight) in &mut list {
        *weight = chance.weight(0..1_000_000);
    }
    let name = format!("sparse uniform {n} x {each}");
    Instance { every_row: true, ..Instance::one_to_one(name, n, n, Pairs::List(list)) }
}

/// Columns with one to five places; `each` skewed pairs a row, scores of mentors.
fn sparse_places(rows: usize, columns: usize, each: usize) -> Instance {
    let mut chance = Chance(13);
    let places = (0..columns).map(|_| chance.count(1..6)).collect();
    let name = format!("sparse places {rows} x {columns} x {each}");
    let list = Pairs::List(candidates(rows, columns, each, Draw::Planted, 14));
    Instance { places, ..Instance::one_to_one(name, rows, columns, list) }
}

/// The same, and each column must get a row: possible, as one pair of each column is planted in a row of its own.
fn sparse_minimums(rows: usize, columns: usize, each: usize) -> Instance {
    let name = format!("sparse minimums {rows} x {columns} x {each}");
    Instance { name, minimums: vec![1; columns], ..sparse_places(rows, columns, each) }
}

fn uniform(name: String, rows: usize, columns: usize, weights: Range<i32>, seed: u64) -> Instance {
    let mut chance = Chance(seed);
    let table = (0..rows * columns).map(|_| chance.weight(weights.clone())).collect();
    Instance::one_to_one(name, rows, columns, Pairs::Table(table))
}

fn products(n: usize, sign: i32, seed: u64) -> Pairs {
    let mut chance = Chance(seed);
    let mut factors = || (0..n).map(|_| chance.weight(1..1001)).collect::<Vec<_>>();
    let (of_row, of_column) = (factors(), factors());
    Pairs::Table(
        of_row.iter().flat_map(|row| of_column.iter().map(move |column| sign * row * column)).collect(),
    )
}

fn scores(rows: usize, columns: usize, seed: u64) -> Pairs {
    let mut chance = Chance(seed);
    let mentees: Vec<_> = (0..rows).map(|_| Profile::new(&mut chance, 1..6)).collect();
    let mentors: Vec<_> = (0..columns).map(|_| Profile::new(&mut chance, 2..13)).collect();
    Pairs::Table(
        mentees.iter().flat_map(|mentee| mentors.iter().map(|mentor| mentee.score(mentor))).collect(),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Draw {
    /// Each column as likely.
    Even,
    /// The first columns more likely, the last hardly ever: the lesser of two even draws.
    Skewed,
    /// Skewed, but the first `columns` rows know a column of their own.
    Planted,
}

fn candidates(rows: usize, columns: usize, each: usize, draw: Draw, seed: u64) -> Vec<(u32, u32, i32)> {
    let mut chance = Chance(seed);
    let mentees: Vec<_> = (0..rows).map(|_| Profile::new(&mut chance, 1..6)).collect();
    let mentors: Vec<_> = (0..columns).map(|_| Profile::new(&mut chance, 2..13)).collect();
    // A step without a common divisor with any number of columns used here reaches each column once.
    let own = |row: usize| row * 7919 % columns;
    let mut list = Vec::with_capacity(rows * each);
    for (row, mentee) in mentees.iter().enumerate() {
        let mut drawn = std::collections::BTreeSet::new();
        if draw == Draw::Planted && row < columns {
            drawn.insert(own(row));
        }
        while drawn.len() < each {
            let column = chance.index(columns);
            drawn.insert(if draw == Draw::Even { column } else { column.min(chance.index(columns)) });
        }
        list.extend(
            drawn.into_iter().map(|column| (number(row), number(column), mentee.score(&mentors[column]))),
        );
    }
    list
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("instances have fewer rows and columns than 32 bits count")
}

/// What somebody offers or asks for, packed.
struct Profile {
    skills: u64,
    interests: u32,
    hours: u32,
    language: u8,
    region: u8,
}

impl Profile {
    /// Draws skills of 40, the first more often; 2 to 6 interests of 24; 3 to 9 hours of 30; a language of 5, mostly the
    /// first; a region of 16.
    fn new(chance: &mut Chance, skills: Range<u32>) -> Self {
        let skills = (0..chance.count(skills)).fold(0, |set, _| {
            let skill = chance.below(40);
            set | 1 << skill.min(chance.below(40))
        });
        let interests = (0..chance.count(2..7)).fold(0, |set, _| set | 1 << chance.below(24));
        let hours = (0..chance.count(3..10)).fold(0, |set, _| set | 1 << chance.below(30));
        let language = if chance.below(10) < 6 { 0 } else { chance.small(5) };
        Self { skills, interests, hours, language, region: chance.small(16) }
    }

    /// 24 for a skill in common, 7 for an interest, 4 for an hour up to four of them, 15 for the language, 10 for the
    /// region.
    fn score(&self, other: &Self) -> i32 {
        let skills = (self.skills & other.skills).count_ones();
        let interests = (self.interests & other.interests).count_ones();
        let hours = (self.hours & other.hours).count_ones().min(4);
        let language = u32::from(self.language == other.language);
        let region = u32::from(self.region == other.region);
        i32::try_from(24 * skills + 7 * interests + 4 * hours + 15 * language + 10 * region)
            .expect("a few bits, each worth little")
    }
}

/// `SplitMix64`.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    pub(crate) fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64)).expect("below a `usize`")
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(end.into())).expect("below a `u8`")
    }

    pub(crate) fn count(&mut self, range: Range<u32>) -> u32 {
        range.start + u32::try_from(self.below((range.end - range.start).into())).expect("below a `u32`")
    }

    pub(crate) fn weight(&mut self, range: Range<i32>) -> i32 {
        let width = u64::try_from(range.end - range.start).expect("no range here is empty");
        range.start + i32::try_from(self.below(width)).expect("below an `i32`")
    }
}
