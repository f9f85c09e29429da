//! What an entry is about: who writes about the same at the same time is in each other's way.

use std::fmt;

use super::{
    Entry, Fact, Happened, charter, innovation, money, pairs::Pairs, preparation, recruitment, support,
};
use crate::{agreement, introduction, people::Who};

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Charter,
    /// A campaign, a module, an agreement: something with a name.
    Named(&'static str, String),
    Person(String),
    Money,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Charter => f.write_str("the charter"),
            Self::Named(what, name) => write!(f, "{what} `{name}`"),
            Self::Person(person) => write!(f, "`{person}`"),
            Self::Money => f.write_str("the money"),
        }
    }
}

fn named(what: &'static str, name: impl fmt::Display) -> Subject {
    Subject::Named(what, name.to_string())
}

fn person(person: impl fmt::Display) -> Subject {
    Subject::Person(person.to_string())
}

fn who(who: &Who) -> Subject {
    match who {
        Who::Mentor(id) => named("mentor", id),
        Who::Mentee(id) => named("mentee", id),
    }
}

/// What an entry is about. An entry of two people is about them too, because they share their places with others.
pub(super) fn of(entry: &Entry, pairs: &Pairs) -> Vec<Subject> {
    let mut about = match &entry.what {
        Happened::Charter(charter::Event::NeedsAsked(_)) => vec![],
        Happened::Charter(_) => vec![Subject::Charter],
        Happened::Recruitment(event) => recruited(event),
        Happened::Preparation(event) => prepared(event),
        Happened::Round(round) => vec![named("the round of plan", round.plan)],
        Happened::Introduction(id, inner) => {
            let mut about = vec![named("introduction", id)];
            if let introduction::Event::Proposed { proposal, .. } = &inner.event {
                about.extend([person(proposal.mentor_person()), person(proposal.mentee_person())]);
            }
            about
        }
        Happened::Agreement(id, inner) => {
            let mut about = vec![named("agreement", id)];
            if let agreement::Event::Opened { people, introduction, .. } = &inner.event {
                about.push(named("introduction", introduction));
                about.extend([person(&people.mentor.person), person(&people.mentee.person)]);
            }
            about
        }
        Happened::Fact(fact) => vec![told(fact)],
        Happened::Support(event) => supported(event),
        Happened::Money(money::Event::Volunteered { person: somebody, .. }) => {
            vec![named("the hours of", somebody)]
        }
        Happened::Money(_) => vec![Subject::Money],
        Happened::Innovation(event) => vec![tried(event)],
        Happened::Erased(erased) => vec![person(erased)],
    };
    if let Some(people) = pairs.people_of(entry) {
        about.extend([person(&people.mentor), person(&people.mentee)]);
    }
    about
}

/// What an entry rests on beside what it is about: two who meet do so by the charter and the rules of the day.
pub(super) fn rests_on(entry: &Entry) -> Vec<Subject> {
    let Happened::Agreement(_, inner) = &entry.what else { return vec![] };
    let begins = matches!(
        inner.event,
        agreement::Event::AgreementStarted { .. }
            | agreement::Event::Resumed { .. }
            | agreement::Event::Reinstated
            | agreement::Event::AgreementReopened { .. }
    );
    if begins { vec![Subject::Charter] } else { vec![] }
}

fn recruited(event: &recruitment::Event) -> Vec<Subject> {
    use recruitment::Event;
    match event {
        Event::PartnerJoined(partner) => vec![named("partner", &partner.id)],
        Event::PartnerLeft(id) => vec![named("partner", id)],
        Event::CampaignOpened(campaign) => vec![named("campaign", &campaign.id)],
        Event::Reached { campaign, .. } => vec![named("campaign", campaign)],
        Event::Interested { person: somebody, .. } | Event::Invited { person: somebody, .. } => {
            vec![person(somebody)]
        }
        Event::SignedUp(sign_up) => vec![person(&sign_up.person), who(&sign_up.who)],
        Event::ProfileConfirmed { who: somebody }
        | Event::PlacesChanged { who: somebody, .. }
        | Event::Left { who: somebody } => vec![who(somebody)],
    }
}

fn prepared(event: &preparation::Event) -> Vec<Subject> {
    use preparation::Event;
    match event {
        Event::ScreeningSet { role, .. } => vec![named("the screening of", role)],
        Event::ModuleOffered(module) => vec![named("module", &module.id)],
        Event::ModuleWithdrawn(id) => vec![named("module", id)],
        Event::SessionPlanned(session) => vec![named("session", &session.id)],
        Event::SessionCancelled(id) => vec![named("session", id)],
        Event::Attended { session, person: somebody } => vec![named("session", session), person(somebody)],
        Event::Screened { person: somebody, .. }
        | Event::Certified { person: somebody, .. }
        | Event::CodeAccepted { person: somebody, .. }
        | Event::NonDisclosureSigned { person: somebody, .. } => vec![person(somebody)],
    }
}

fn supported(event: &support::Event) -> Vec<Subject> {
    use support::Event;
    match event {
        Event::CheckInsSet(_) => vec![named("the plan of", "check-ins")],
        Event::SupervisorAppointed { person: somebody, .. } | Event::SupervisorLeft { person: somebody } => {
            vec![person(somebody)]
        }
        Event::CaseTaken { agreement, supervisor } => vec![named("agreement", agreement), person(supervisor)],
        Event::CaseClosed { agreement } | Event::CheckedIn { agreement, .. } => {
            vec![named("agreement", agreement)]
        }
        Event::ConcernRaised { id, .. } | Event::Escalated { id, .. } | Event::Settled { id, .. } => {
            vec![named("concern", id)]
        }
        Event::GatheringPlanned(gathering) => vec![named("gathering", &gathering.id)],
        Event::CameTo { gathering, person: somebody } => {
            vec![named("gathering", gathering), person(somebody)]
        }
        Event::Thanked { person: somebody, .. }
        | Event::StoryAsked { person: somebody, .. }
        | Event::StoryGiven { person: somebody, .. }
        | Event::StoryDeclined { person: somebody } => vec![person(somebody)],
    }
}

fn tried(event: &innovation::Event) -> Subject {
    use innovation::Event;
    match event {
        Event::Proposed(proposal) => named("proposal", &proposal.id),
        Event::Registered { proposal, .. }
        | Event::Decided { proposal, .. }
        | Event::Changed { proposal, .. } => named("proposal", proposal),
        Event::Drawn { experiment, .. } | Event::Looked { experiment, .. } => named("experiment", experiment),
        Event::Redefined { indicator, .. } => named("the definition of", indicator.definition().id),
    }
}

fn told(fact: &Fact) -> Subject {
    match fact {
        Fact::Instrument(row) => named("instrument", row.id()),
        Fact::Response(row) => person(&row.person),
        Fact::Goal(row) => named("agreement", &row.agreement),
        Fact::Milestone(row) => person(&row.person),
        Fact::Passage(row) => named("passage", &row.id),
        Fact::Coding(row) => named("passage", &row.passage),
        Fact::Remark(row) => named("agreement", &row.agreement),
        Fact::Neighbour(row) => person(&row.person),
        Fact::Tie(row) => person(&row.from),
    }
}
