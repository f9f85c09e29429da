//! January: what the community needs, why the programme is there, and by which rules.

use jiff::civil::{Date, date};

use super::{
    agenda::{Agenda, Task},
    world::{World, carla, id},
};
use crate::{
    agreement,
    feedback::{Belonging, Category, Currency, Meanings},
    impact::{About, Days, Indicator},
    introduction::Party,
    people::Label,
    programme::{
        Fact,
        charter::{self, Charter, CodeOfConduct, Goal, NeedsSurvey, Principle, Rules},
        innovation,
        money::{self, Budget, Earmark, Grant, SourceKind},
        preparation::{self, Module, ScreeningStep, Topic},
        recruitment::{self, Partner, PartnerKind},
        support::{self, CheckInPlan},
    },
    sample::year::answers,
};

/// What is fixed in the calendar.
pub(super) fn calendar(agenda: &mut Agenda) {
    let fixed = [
        (date(2026, 1, 5), Task::AskNeeds),
        (date(2026, 1, 12), Task::Found),
        (date(2026, 1, 19), Task::Campaigns),
        (date(2026, 2, 23), Task::Survey { round: 0 }),
        (date(2026, 3, 2), Task::Register),
        (date(2026, 3, 2), Task::Sheets { batch: 0 }),
        (date(2026, 3, 3), Task::Sessions { batch: 0 }),
        (date(2026, 3, 16), Task::Round { number: 0 }),
        (date(2026, 4, 13), Task::Sheets { batch: 1 }),
        (date(2026, 4, 14), Task::Sessions { batch: 1 }),
        (date(2026, 4, 20), Task::Round { number: 1 }),
        (date(2026, 4, 27), Task::Advice),
        (date(2026, 6, 8), Task::Sheets { batch: 2 }),
        (date(2026, 6, 9), Task::Sessions { batch: 2 }),
        (date(2026, 6, 11), Task::Gathering { number: 0 }),
        (date(2026, 6, 15), Task::Round { number: 2 }),
        (date(2026, 8, 17), Task::Leave),
        (date(2026, 10, 5), Task::Forget),
        (date(2026, 11, 9), Task::Interviews),
        (date(2026, 11, 16), Task::Look),
        (date(2026, 12, 7), Task::Survey { round: 1 }),
        (date(2026, 12, 10), Task::Gathering { number: 1 }),
        (date(2026, 12, 14), Task::Decide),
        (date(2027, 1, 18), Task::Stories),
    ];
    for (on, task) in fixed {
        agenda.put(on, task);
    }
    let mut monday = date(2026, 4, 6);
    while monday < date(2026, 8, 17) {
        agenda.put(monday, Task::Lots);
        monday = monday.saturating_add(jiff::ToSpan::weeks(2));
    }
    let mut month = date(2026, 1, 28);
    while month <= super::PROGRAMME_END {
        agenda.put(month, Task::Month);
        agenda.put(month, Task::Thank);
        if month.month() % 3 == 0 {
            agenda.put(month.last_of_month(), Task::Count);
        }
        month = month.saturating_add(jiff::ToSpan::month(1));
    }
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).expect("the words of this room are labels")
}

/// What people said they need, and how many in a hundred of them.
const NEEDS: [(&str, u32); 9] = [
    ("Dutch", 46),
    ("letters and forms", 38),
    ("job search", 31),
    ("finding one's way", 29),
    ("housing", 24),
    ("computers", 21),
    ("own business", 11),
    ("parenting", 9),
    ("quiet place to study", 8),
];

impl World {
    /// As many people as it takes, at least one.
    pub(super) fn heads(&self, each: u32) -> u32 {
        u32::try_from(self.mentees).unwrap_or(u32::MAX).saturating_mul(each).max(1)
    }

    pub(super) fn ask_needs(&mut self) {
        let opened = money::Event::Opened { free: 310_000, earmarked: 0, currency: Currency::default() };
        self.note(&carla(), opened);
        let asked = self.heads(8);
        let answered = asked * 52 / 100 + 1;
        let needs = NEEDS.map(|(need, percent)| (label(need), (answered * percent / 100).max(1)));
        let survey = NeedsSurvey {
            asked: asked.max(answered),
            answered,
            needs: needs.into(),
            neighbourhoods: [].into(),
        };
        self.note(&carla(), charter::Event::NeedsAsked(survey));
    }

    pub(super) fn found(&mut self) {
        self.note(&carla(), charter::Event::Adopted(Box::new(charter())));
        self.note(&carla(), charter::Event::RulesSet(Box::new(rules())));
        self.note(&carla(), charter::Event::MeaningsSet(Box::new(meanings())));
        let steps = [ScreeningStep::Interview, ScreeningStep::CertificateOfConduct];
        let screening =
            |role, steps: &[ScreeningStep]| preparation::Event::ScreeningSet { role, steps: steps.into() };
        self.note(&carla(), screening(Party::Mentor, &steps));
        self.note(&carla(), screening(Party::Mentee, &steps[..1]));
        for module in modules() {
            self.note(&carla(), preparation::Event::ModuleOffered(module));
        }
        self.note(
            &carla(),
            support::Event::CheckInsSet(CheckInPlan { first: vec![30, 60, 90], every: 60, within: 14 }),
        );
        for at in 0..self.mentees.div_ceil(12).max(1) {
            let person: crate::id::PersonId = id(format!("P-S{:03}", at + 1));
            self.note(&carla(), support::Event::SupervisorAppointed { person: person.clone(), most: 15 });
            self.supervisors.push(person);
        }
        let kinds = [
            PartnerKind::Municipality,
            PartnerKind::School,
            PartnerKind::Employer,
            PartnerKind::Library,
            PartnerKind::Welfare,
            PartnerKind::Association,
        ];
        for (at, kind) in kinds.into_iter().enumerate() {
            let partner = Partner { id: id(format!("O-{}", at + 1)), kind };
            self.note(&carla(), recruitment::Event::PartnerJoined(partner));
        }
        self.instruments = answers::instruments();
        for instrument in self.instruments.clone() {
            self.note(&carla(), Fact::Instrument(instrument));
        }
        self.money_for_a_year();
        let why = self.next_note("idea");
        let idea = innovation::Proposal { id: id("idea-1"), what: label("a call in week three"), why };
        self.note(&carla(), innovation::Event::Proposed(idea));
    }

    /// In cents: so much for each mentee, and a base.
    pub(super) fn worth(&self, base: u64, each: u64) -> u64 {
        base + each * self.mentees as u64
    }

    fn money_for_a_year(&mut self) {
        let (from, until) = (date(2026, 1, 1), date(2027, 2, 28));
        let grant = |at: u8, funder: &str, kind, cents, earmark| Grant {
            id: id(format!("G-{at}")),
            funder: id(funder),
            kind,
            currency: Currency::default(),
            cents,
            earmark,
            from,
            until,
        };
        let training = Earmark {
            name: label("training of mentors"),
            categories: [Category::Training, Category::Materials].into(),
        };
        let grants = [
            grant(1, "town", SourceKind::Subsidy, self.worth(1_200_000, 42_000), None),
            grant(2, "fund-of-the-province", SourceKind::Fund, self.worth(200_000, 9_000), Some(training)),
            grant(3, "bakery", SourceKind::Sponsor, self.worth(150_000, 6_000), None),
            grant(4, "friends", SourceKind::Donation, self.worth(50_000, 4_000), None),
            grant(5, "contributions", SourceKind::OwnIncome, self.worth(20_000, 2_000), None),
            grant(6, "library", SourceKind::InKind, self.worth(120_000, 1_000), None),
        ];
        for grant in grants {
            self.note(&carla(), money::Event::Agreed(grant));
        }
        let lines = [
            (Category::Staff, self.worth(900_000, 40_000)),
            (Category::Training, self.worth(120_000, 6_000)),
            (Category::Workshops, self.worth(60_000, 2_500)),
            (Category::Materials, self.worth(30_000, 1_500)),
            (Category::Communication, self.worth(80_000, 3_000)),
            (Category::Other, self.worth(40_000, 1_000)),
        ];
        let total = lines.iter().map(|(_, cents)| cents).sum();
        let budget = Budget { from, until, lines: lines.into(), total };
        self.note(&carla(), money::Event::Budgeted(budget));
    }
}

fn charter() -> Charter {
    let goal = |what: &str, indicator, about: Vec<About>, target| Goal {
        what: what.into(),
        indicator,
        about,
        target,
    };
    let principle = |principle, text: &str| (principle, text.to_owned());
    Charter {
        name: "Samen Verder".into(),
        vision: "A town in which new and old neighbours know each other and help each other on.".into(),
        mission: "We bring together two people who have something to learn from each other, and stand beside them for a \
                  year."
            .into(),
        goals: vec![
            goal("Everybody who is ready finds somebody.", Indicator::EverMatched, vec![], 0.8),
            goal("Pairs last, because they were chosen well.", Indicator::Retention, vec![About::Length(Days::new(180).unwrap_or_default())], 0.75),
            goal("Hardly anybody is introduced and never meets.", Indicator::NeverMet, vec![], 0.05),
            goal("We ask how it goes, and in time.", Indicator::CheckInsOnTime, vec![], 0.85),
        ],
        code: CodeOfConduct {
            version: 1,
            principles: [
                principle(Principle::ActiveListening, "Listen first, ask on, and advise when you are asked."),
                principle(Principle::Empathy, "Put yourself in the other's place before you judge."),
                principle(Principle::RespectForBoundaries, "No is no, also in small things. No money, no calls after nine."),
                principle(Principle::NoConflictsOfInterest, "Tell when you have an interest of your own in what the other does."),
                principle(Principle::Own(label("come or call")), "Come when you said you would, or call."),
            ]
            .into(),
            turn_to: "Fatma, whom you can reach every day and who tells nobody that you called.".into(),
        },
    }
}

fn rules() -> Rules {
    let mut agreements = agreement::Policy::default();
    agreements.required.mentor.insert(agreement::Prerequisite::Training(id("listening")));
    Rules {
        agreements,
        from: Some(date(2026, 1, 1)),
        until: Some(Date::constant(2027, 12, 31)),
        ..Rules::default()
    }
}

fn meanings() -> Meanings {
    Meanings {
        newcomers: Some(Belonging { dimension: label("newcomer"), label: label("yes") }),
        drawn_by: None,
        areas: [
            (label("job"), crate::feedback::Area::Employment),
            (label("diploma"), crate::feedback::Area::Education),
            (label("volunteering"), crate::feedback::Area::Inclusion),
            (label("housing"), crate::feedback::Area::Housing),
            (label("business"), crate::feedback::Area::Enterprise),
        ]
        .into(),
        hour_cents: Some(1550),
        ..Meanings::default()
    }
}

fn modules() -> [Module; 7] {
    let module = |name: &str, topic, role, valid_months| Module {
        id: id(name),
        topic,
        role,
        sessions: 1,
        valid_months,
    };
    [
        module("listening", Topic::Communication, Party::Mentor, Some(24)),
        module("finding-goals", Topic::Goals, Party::Mentor, None),
        module("feedback", Topic::Feedback, Party::Mentor, None),
        module("when-it-chafes", Topic::Conflict, Party::Mentor, None),
        module("steering-oneself", Topic::SelfManagement, Party::Mentee, None),
        module("my-week", Topic::Time, Party::Mentee, None),
        module("knowing-people", Topic::Networking, Party::Mentee, None),
    ]
}
