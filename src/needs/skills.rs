//! Skills: who wants them how much and from which level, and who offers them.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use super::{Answers, Balance, Headcount, Topic, open::OpenPeople};
use crate::people::{Importance, Label, Level};

/// Supply against demand of one skill.
///
/// ```
/// use mentorship::{
///     jiff::civil::date,
///     needs::Needs,
///     people::{Importance, Label, Level, Mentee, Mentor, People, Roster, UtcOffset, Want},
/// };
///
/// let cooking = Label::new("cooking")?;
/// let mut anna = Mentor::new("M-1".parse()?, "Anna".parse()?);
/// anna.offers = Some([(cooking.clone(), Some(Level::new(2)?))].into());
/// let mut bo = Mentee::new("T-1".parse()?, "Bo".parse()?);
/// bo.wants = Some([(cooking, Want { importance: Importance::MAX, level: Some(Level::new(4)?) })].into());
/// let roster = Roster::new(People { mentors: vec![anna], mentees: vec![bo], ..People::default() })?;
///
/// let needs = Needs::of(&roster, date(2026, 1, 15), UtcOffset::UTC, &[])?;
/// let cooking = &needs.skills().needs()[0];
/// assert_eq!((cooking.balance().missing(), cooking.missing_at_wanted_levels()), (0, 1));
/// assert_eq!(cooking.hardest_level(), Some(Level::new(4)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkillNeed {
    skill: Label,
    /// By importance, from 1.
    asked: [Headcount; 5],
    /// By the level from which a mentor is fully of use; first those to whom any level will do, then from 1.
    asked_from: [Headcount; 6],
    /// By level; first those whose level is not known, then from 1.
    offered: [Headcount; 6],
    /// The mentors who left skills blank.
    blank: Headcount,
}

impl SkillNeed {
    fn new(skill: &Label) -> Self {
        let nobody = Headcount::default();
        let skill = skill.clone();
        Self { skill, asked: [nobody; 5], asked_from: [nobody; 6], offered: [nobody; 6], blank: nobody }
    }

    /// The skill.
    pub fn skill(&self) -> &Label {
        &self.skill
    }

    /// All who want it, at whatever level, against all who offer it, at whatever level.
    pub fn balance(&self) -> Balance {
        Balance {
            asked: self.asked.into_iter().sum(),
            offered: self.offered.into_iter().sum(),
            unclear: self.blank,
        }
    }

    /// Those to whom it matters so much, neither more nor less.
    pub fn asked_by_importance(&self, importance: Importance) -> Headcount {
        self.asked[usize::from(importance.get()) - 1]
    }

    /// Those who want it from this level or a higher one, against those who are known to offer it at this level or
    /// better. An offer without a level is unclear here, like a blank.
    pub fn at_level(&self, level: Level) -> Balance {
        let from = usize::from(level.get());
        Balance {
            asked: self.asked_from[from..].iter().copied().sum(),
            offered: self.offered[from..].iter().copied().sum(),
            unclear: self.blank + self.offered[0],
        }
    }

    /// The level at which most places are missing, the highest of several; `None` when there are enough at every level.
    pub fn hardest_level(&self) -> Option<Level> {
        let levels = (Level::MIN.get()..=Level::MAX.get()).filter_map(|level| Level::new(level).ok());
        let hardest = levels.max_by_key(|&level| self.at_level(level).missing())?;
        (self.at_level(hardest).missing() > 0).then_some(hardest)
    }

    /// Places missing for everybody who wants it to have a mentor of the level they want, by what people said.
    ///
    /// Wanted levels are nested, so the most that is missing at any level, or at whatever level, is the shortage of Hall
    /// (1935) in this skill alone, as [`Balance::missing`] says.
    pub fn missing_at_wanted_levels(&self) -> u64 {
        let at_level = self.hardest_level().map_or(0, |level| self.at_level(level).missing());
        self.balance().missing().max(at_level)
    }
}

pub(super) fn skills(open: &OpenPeople<'_>) -> Topic<SkillNeed> {
    let (mut of_mentees, mut of_mentors) = (Answers::default(), Answers::default());
    let mut needs: BTreeMap<&Label, SkillNeed> = BTreeMap::new();
    for mentee in &open.mentees {
        let wants = mentee.who.wants.as_ref();
        of_mentees.take(wants.map(BTreeMap::len), mentee.places);
        for (skill, want) in wants.into_iter().flatten() {
            let need = needs.entry(skill).or_insert_with(|| SkillNeed::new(skill));
            need.asked[usize::from(want.importance.get()) - 1].take(mentee.places);
            need.asked_from[want.level.map_or(0, |level| usize::from(level.get()))].take(mentee.places);
        }
    }
    for mentor in &open.mentors {
        let offers = mentor.who.offers.as_ref();
        of_mentors.take(offers.map(BTreeMap::len), mentor.places);
        for (skill, level) in offers.into_iter().flatten() {
            let need = needs.entry(skill).or_insert_with(|| SkillNeed::new(skill));
            need.offered[level.map_or(0, |level| usize::from(level.get()))].take(mentor.places);
        }
    }
    let offered = |skill: &Label| needs.get(skill).is_some_and(|need| need.balance().offered.people > 0);
    let mut unreached = Headcount::default();
    for mentee in &open.mentees {
        let wants = mentee.who.wants.as_ref().filter(|wants| !wants.is_empty());
        if wants.is_some_and(|wants| !wants.keys().any(offered)) {
            unreached.take(mentee.places);
        }
    }
    let mut needs: Vec<_> = needs.into_values().collect();
    for need in &mut needs {
        need.blank = of_mentors.blank;
    }
    needs.sort_by_cached_key(|need| {
        let Balance { asked, offered, .. } = need.balance();
        let lack = (need.balance().missing(), need.missing_at_wanted_levels(), asked);
        (Reverse(lack), offered, need.skill.clone())
    });
    Topic { mentees: of_mentees, mentors: of_mentors, unreached, needs }
}
