//! A small programme, told in the order in which things happen.

use mentorship::{
    feedback::{
        Answers, Attained, CheckIn, Closure, Coding, Ending, Enrolment, Facts, Goal, Instrument, Meeting,
        Milestone, Pairing, Passage, Pause, Rater, Record, Response, Source, Turn, Wave,
    },
    impact::{AsOf, Estimate, Figures, Indicator, Snapshot, Tallies},
    introduction::Party,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::{Label, Mode},
};

/// So many days after the first of January 2026.
pub(super) fn day(number: i64) -> Date {
    date(2026, 1, 1).saturating_add(number.days())
}

/// As of such a day, without resampling.
pub(super) fn on(number: i64) -> AsOf {
    AsOf::new(day(number)).resampled(1, 0)
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

#[derive(Clone, Default)]
pub(super) struct Scene(pub(super) Facts);

impl Scene {
    /// Somebody in one role, enrolled and ready on a day, with so many places.
    pub(super) fn enrolled(mut self, person: &str, role: Party, on: i64, places: u16) -> Self {
        let (enrolled, ready) = (Some(day(on)), Some(day(on)));
        let row = Enrolment::new(person.parse().unwrap(), role);
        self.0.enrolments.push(Enrolment { enrolled, ready, places, ..row });
        self
    }

    /// The last person belongs to a group.
    pub(super) fn of(mut self, dimension: &str, group: &str) -> Self {
        self.0.enrolments.last_mut().unwrap().groups.insert(label(dimension), label(group));
        self
    }

    /// A mentor and a mentee who are not enrolled yet, on day 0, and their pairing from a day, for a year with a meeting
    /// every week.
    pub(super) fn pair(self, agreement: &str, mentor: &str, mentee: &str, start: i64) -> Self {
        self.enrol(mentor, Party::Mentor)
            .enrol(mentee, Party::Mentee)
            .pairing(agreement, mentor, mentee, start)
    }

    fn enrol(self, person: &str, role: Party) -> Self {
        let known = self.0.enrolments.iter().any(|row| row.person.as_str() == person && row.role == role);
        if known { self } else { self.enrolled(person, role, 0, 1) }
    }

    fn pairing(mut self, agreement: &str, mentor: &str, mentee: &str, start: i64) -> Self {
        self.0.pairings.push(Pairing {
            agreement: agreement.parse().unwrap(),
            mentor: mentor.parse().unwrap(),
            mentee: mentee.parse().unwrap(),
            started: day(start),
            planned_days: 365,
            every_days: 7,
            pauses: Vec::new(),
            ended: None,
        });
        self
    }

    fn last(&mut self) -> &mut Pairing {
        self.0.pairings.last_mut().unwrap()
    }

    /// The last pairing ends.
    pub(super) fn ended(mut self, on: i64, closure: Closure) -> Self {
        self.last().ended = Some(Ending { on: day(on), closure });
        self
    }

    /// The last pairing pauses.
    pub(super) fn paused(mut self, from: i64, until: i64) -> Self {
        self.last().pauses.push(Pause { from: day(from), until: day(until) });
        self
    }

    /// The last pairing meets for an hour.
    pub(super) fn met(mut self, days: impl IntoIterator<Item = i64>) -> Self {
        let agreement = self.last().agreement.clone();
        self.0.meetings.extend(days.into_iter().map(|on| Meeting {
            agreement: agreement.clone(),
            on: day(on),
            minutes: 60,
            mode: Mode::Online,
            logged: day(on),
        }));
        self
    }

    /// Somebody speaks with the last pairing.
    pub(super) fn checked_in(mut self, due: i64, held: Option<i64>, fit: Option<u8>) -> Self {
        let agreement = self.last().agreement.clone();
        self.0.check_ins.push(CheckIn { agreement, due: day(due), held: held.map(day), fit });
        self
    }

    /// The mentee of the last pairing has a goal, which is judged on a day.
    pub(super) fn goal(mut self, words: &str, weight: u8, step: i8, on: i64) -> Self {
        let agreement = self.last().agreement.clone();
        let (words, by) = (words.parse().unwrap(), Rater::Together);
        let rated = Some(Attained { on: day(on), step, by });
        self.0.goals.push(Goal { agreement, words, weight, baseline: -1, rated });
        self
    }

    pub(super) fn milestone(mut self, person: &str, kind: &str, on: i64, turn: Turn) -> Self {
        let (person, kind) = (person.parse().unwrap(), label(kind));
        self.0.milestones.push(Milestone { person, kind, on: day(on), turn });
        self
    }

    pub(super) fn asks(mut self, instrument: Instrument) -> Self {
        self.0.instruments.push(instrument);
        self
    }

    /// A mentee answers the items of an instrument in order, on the day on which it is due; with no answers, nothing
    /// came.
    pub(super) fn answers(
        mut self,
        (instrument, version): (&str, u16),
        person: &str,
        agreement: Option<&str>,
        wave: Wave,
        on: i64,
        answers: Option<&[i16]>,
    ) -> Self {
        let id = (instrument.parse().unwrap(), version);
        let asked = self.0.instruments.iter().find(|i| (i.id(), i.version()) == (&id.0, id.1)).unwrap();
        let items = |answers: &[i16]| {
            asked.items().iter().map(|item| item.key.clone()).zip(answers.iter().copied()).collect()
        };
        let answers = answers.map(|answers| Answers { on: day(on), items: items(answers) });
        self.0.responses.push(Response {
            instrument: id.0,
            version,
            person: person.parse().unwrap(),
            role: Party::Mentee,
            agreement: agreement.map(|agreement| agreement.parse().unwrap()),
            wave,
            due: day(on),
            answers,
        });
        self
    }

    /// An interview in which coders found themes, told as `coder: theme, theme`.
    pub(super) fn told(mut self, passage: &str, person: &str, on: i64, codings: &[&str]) -> Self {
        let (id, people) = (passage.parse().unwrap(), [person.parse().unwrap()].into());
        // I-1-2 is the second part of I-1.
        let talk = passage
            .rsplit_once('-')
            .map_or(passage, |(talk, _)| if talk.contains('-') { talk } else { passage });
        let (talk, source) = (talk.parse().unwrap(), Source::Interview);
        self.0.passages.push(Passage { id, talk, source, on: day(on), people, quotes: vec![] });
        for coding in codings {
            let (coder, themes) = coding.split_once(':').unwrap();
            let themes = themes.split(',').map(str::trim).filter(|theme| !theme.is_empty());
            self.0.codings.push(Coding {
                passage: passage.parse().unwrap(),
                coder: coder.parse().unwrap(),
                themes: themes.map(label).collect(),
            });
        }
        self
    }

    pub(super) fn record(&self) -> Record {
        Record::new(self.0.clone()).unwrap()
    }

    pub(super) fn tallies(&self, on: AsOf) -> Tallies {
        Tallies::of(&Snapshot::new(&self.record(), on))
    }

    /// The figures as of a day.
    pub(super) fn figures(&self, number: i64) -> Figures {
        self.tallies(on(number)).figures(&on(number))
    }

    /// The only figure of an indicator as of a day.
    #[track_caller]
    pub(super) fn figure(&self, indicator: Indicator, number: i64) -> Estimate {
        let figures = self.figures(number);
        let all: Vec<_> = figures.of_indicator(indicator).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        all[0].clone()
    }
}
