//! The year, month by month.

use mentorship::sample::ProgrammeYear;

use super::{
    Failed, answers, beside, ending, founding, learning,
    lived::Lived,
    options::Options,
    page::{Page, month_name, several},
    people, round, talks, together,
};

/// The month at whose end a snapshot is taken.
const MID_YEAR: i8 = 6;

/// The whole year. Whatever it tells was looked up or found to be so, and it leaves its reports in a folder.
pub(crate) fn told(options: &Options) -> Result<String, Failed> {
    let sample = ProgrammeYear::of(options.people).seed(options.seed);
    let sample = if options.dirty { sample.dirty() } else { sample };
    let mut year = sample.begin();
    let mut page = Page::default();
    let mut first_round = None;
    let (mut unread, mut mid_year) = (0, None);
    while let Some(month) = year.next_month() {
        let lived = Lived::of(&year, &month, unread);
        tell_month(&mut page, &lived, &mut first_round)?;
        unread = year.unread().len();
        if month.first.month() == MID_YEAR {
            mid_year = Some(year.programme().snapshot());
        }
    }
    ending::came_of_it(&mut page, year.programme());
    let mid_year = mid_year.ok_or("the year has no middle")?;
    ending::written(&mut page, &year, first_round.as_ref(), &mid_year, &options.into)?;
    page.line("\nThe story holds.");
    Ok(page.into_text())
}

fn tell_month(
    page: &mut Page,
    month: &Lived<'_>,
    first_round: &mut Option<round::FirstRound>,
) -> Result<(), Failed> {
    let (entries, pairs) = (month.entries.len(), talks::running(month.programme.pairs()));
    let entries = if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") };
    page.heading(&month_name(month.first), &format!("{entries}, {} running", several(pairs, "pair")));
    page.say_all(&founding::told(month));
    page.say_all(&people::told(month));
    page.say_all(&round::told(month, first_round)?);
    page.say_all(talks::told(month).as_slice());
    page.say_all(&together::told(month));
    page.say_all(&beside::told(month));
    page.say_all(&answers::told(month));
    page.say_all(&learning::tried(month));
    page.say_all(answers::erased(month)?.as_slice());
    page.say_all(&learning::money(month));
    Ok(())
}
