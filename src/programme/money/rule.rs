//! Why money cannot be written down so.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Amount;
use crate::{
    feedback::{Category, Currency, LAST_DAY, MOST_CENTS},
    id::{CampaignId, GrantId, PersonId},
    people::Label,
};

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// The books begin once.
    #[error("the books were opened before, on {on}")]
    OpenedTwice { on: Date },
    /// The opening comes first.
    #[error("the opening comes before everything else in the books, and something was written down already")]
    OpenedLate,
    /// All books of a programme are in one currency.
    #[error("the books are in {ours}, this is in {theirs}; convert it first")]
    OtherCurrency { ours: Currency, theirs: Currency },
    /// Nothing, or so much that it is a slip.
    #[error("{what} cannot be {amount}; it is {} to {}", amount.with(*least), amount.with(MOST_CENTS))]
    WrongAmount { what: &'static str, amount: Amount, least: i64 },
    /// A year that is a slip.
    #[error("{on} is not between {first} and {last}", first = super::FIRST, last = LAST_DAY)]
    OutOfReach { on: Date },
    /// What has not happened yet.
    #[error("{on} is after {written}, the day on which it is written down")]
    Ahead { on: Date, written: Date },
    /// A period that is none.
    #[error("the last day, {until}, comes before the first, {from}")]
    Backwards { from: Date, until: Date },
    /// Two grants that cannot be told apart.
    #[error("grant `{grant}` was agreed before; a further one has another identifier")]
    GrantTwice { grant: GrantId },
    /// Money that could not be spent on anything.
    #[error("earmark `{earmark}` names nothing on which it may be spent; it names at least one category")]
    NoCategories { earmark: Label },
    /// One name for two earmarks.
    #[error(
        "earmark `{earmark}` of grant `{grant}` allows {}; the same name allows the same, so call this one otherwise",
        in_words(allowed)
    )]
    EarmarkDiffers { earmark: Label, grant: GrantId, allowed: BTreeSet<Category> },
    /// A grant that nobody agreed on.
    #[error("grant `{grant}` was never agreed")]
    UnknownGrant { grant: GrantId },
    /// More came than was agreed.
    #[error(
        "of grant `{grant}` {} was agreed and {received} has come; {} more is too much",
        received.with(*agreed),
        received.with(*more)
    )]
    MoreThanAgreed { grant: GrantId, agreed: u64, received: Amount, more: u64 },
    /// Free money is free.
    #[error("grant `{grant}` may be spent on anything; a payment from free money names no grant")]
    NotEarmarked { grant: GrantId },
    /// What is not money is not spent.
    #[error("grant `{grant}` is in kind; there is no money of it")]
    InKind { grant: GrantId },
    /// An earmark is kept: by what it is for.
    #[error("grant `{grant}` is for `{earmark}`, which allows {}, not {category}", in_words(allowed))]
    NotAllowed { grant: GrantId, earmark: Label, category: Category, allowed: BTreeSet<Category> },
    /// An earmark is kept: by how much there is.
    #[error("of grant `{grant}` {there} is left to spend on {on}; {cents} is more")]
    NotThere { grant: GrantId, on: Date, there: Amount, cents: Amount },
    /// More was brought into the books than was there.
    #[error(
        "of the earmarked money of the opening {left} is not spoken for; {cents} of grant `{grant}` is more"
    )]
    NotInOpening { grant: GrantId, left: Amount, cents: Amount },
    /// A campaign that nobody began.
    #[error("campaign `{campaign}` was never opened")]
    UnknownCampaign { campaign: CampaignId },
    /// A budget of nothing.
    #[error("the budget has no lines")]
    NoLines,
    /// A sum that does not add up.
    #[error("the lines of the budget add up to {lines}, but {total} is written")]
    LinesDiffer { lines: Amount, total: Amount },
    /// Two budgets for one day.
    #[error(
        "there is a budget for {from} to {until}, and this one shares days with it; it takes its place only for the same days"
    )]
    BudgetOverlaps { from: Date, until: Date },
    /// A sum that does not add up.
    #[error(
        "on {on} the bank has {bank} and the books have {books}; that does not add up, by {}",
        bank.with((bank.cents - books.cents).abs())
    )]
    Miscounted { on: Date, bank: Amount, books: Amount },
    /// What was counted stays so.
    #[error("{on} is closed: the bank was counted at the end of {counted}")]
    Closed { on: Date, counted: Date },
    /// No time, or more than a day has.
    #[error("`{person}` gave {minutes} minutes on {on}; it is 1 to 1440")]
    WrongMinutes { person: PersonId, on: Date, minutes: u16 },
    /// More than a day has, together.
    #[error("`{person}` gave {before} minutes on {on} before; {minutes} more is more than a day has")]
    TooManyMinutes { person: PersonId, on: Date, before: u16, minutes: u16 },
}

/// `training, workshops and materials`.
fn in_words(categories: &BTreeSet<Category>) -> String {
    let mut words: Vec<String> = categories.iter().map(ToString::to_string).collect();
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last } else { format!("{} and {last}", words.join(", ")) }
}
