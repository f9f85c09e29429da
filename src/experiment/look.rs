//! Looking, as planned: the check of the ratio first, then the effect, then what it says.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;
use serde::Serialize;

use super::{
    ArmCount, Effect, Looks, Lots, Measurements, Outcome, Refused, Registration, SampleRatio, Schedule,
    Taken, Unit,
    sheet::Sheet,
    spending::{Stage, critical_values},
};
use crate::{
    impact::{Lost, distribution::real, false_discovery},
    people::Label,
};

/// Below this level there is nothing to conclude, and no quantile to reckon with.
const LEAST_LEVEL: f64 = 1e-12;

/// A planned look at the primary outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Look {
    /// Which of the planned looks, counted from 1.
    pub look: usize,
    /// How many are planned.
    pub of: usize,
    /// On which day.
    pub on: Date,
    /// How many units are planned.
    pub planned: u32,
    /// What draws lots.
    pub unit: Unit,
    /// The error spent up to and with this look; `None` when the lots are broken, and none was.
    pub spent: Option<f64>,
    /// The nominal level of this look, both sides and all arms together; `None` likewise.
    pub level: Option<f64>,
    /// What was found.
    pub told: Told,
}

/// What is told of one outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The outcome.
    pub outcome: Label,
    /// Who counts and who does not, by arm, in the order of the registration.
    pub arms: Vec<ArmCount>,
    /// How many were lost, by arm, and whether they had started elsewhere.
    pub lost: Lost<Label>,
    /// Whether the arms are as large as they should be; `None` when nobody counts.
    pub ratio: Option<SampleRatio>,
    /// What was found.
    pub finding: Finding,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The arms are not of the sizes that lots give them. No effect is told: it would compare people who cannot be compared.
    BrokenRatio,
    /// Each further arm beside the usual way.
    Effects(Vec<Effect>),
}

impl Registration {
    /// Takes a planned look at the primary outcome, and puts it on record.
    ///
    /// Counted are those who drew a lot at least the horizon ago, by the arm they drew, when their value is known. The error
    /// that may be spent follows from how many are counted of those planned; at the last look all that is left. A look that
    /// was left out spends nothing, but cannot be taken later. With several arms the level is shared out evenly between
    /// them (Bonferroni).
    ///
    /// When the ratio of the arms is [broken](SampleRatio::is_broken) that is the finding; no effect was seen, so the look is
    /// not on record, and can be taken when the data are mended.
    ///
    /// A p-value from drawn deals is at least 1 / (resamples + 1). A first look whose level is lower concludes nothing, which
    /// errs on the careful side.
    ///
    /// # Errors
    ///
    /// When the outcome is not the primary one, the look is not planned, was taken, is out of order, too early or adds
    /// nobody, the question is settled, lots or looks are not of this registration, or a unit was measured twice or drew no
    /// lot. Nothing is recorded then.
    pub fn look(
        &self,
        looks: &mut Looks,
        lots: &Lots,
        look: usize,
        measured: &Measurements<'_>,
        on: Date,
    ) -> Result<Look, Refused> {
        let protocol = self.protocol();
        let outcome = self.outcome(measured.outcome)?;
        if outcome.name != protocol.primary.name {
            return Err(Refused::NotPrimary { outcome: outcome.name.clone() });
        }
        self.are_ours(looks, lots)?;
        self.is_next(looks, look, on)?;
        let sheet = Sheet::new(self, lots, measured.observations, on)?;
        self.is_due(look, &sheet)?;
        if let Some(last) = looks.taken().last().filter(|last| sheet.counted() <= last.counted) {
            return Err(Refused::NothingNew { look: last.look });
        }
        let is_last = look == protocol.looks.len();
        let share = real(sheet.counted()) / f64::from(protocol.planned);
        let spent = protocol.spending.spent(protocol.alpha, if is_last { 1.0 } else { share });
        let level = nominal_level(looks, sheet.counted(), spent)
            .ok_or(Refused::NothingToSpend { look, counted: sheet.counted() })?;

        let arms = real(protocol.arms.len() as u64 - 1);
        let told = self.told(outcome, sheet, level / arms);
        let Finding::Effects(effects) = &told.finding else {
            return Ok(self.as_look(look, on, None, None, told));
        };
        let settled = effects.iter().all(|effect| effect.conclusion().is_settled());
        let counted = told.arms.iter().map(|arm| arm.counted).sum();
        looks.record(Taken { look, on, counted, spent, settled });
        Ok(self.as_look(look, on, Some(spent), Some(level), told))
    }

    /// Tells the further outcomes, together and once, when the primary one is settled or had its last look.
    ///
    /// Each test is judged by its p-value adjusted within the family of all further outcomes and arms (Benjamini and Hochberg
    /// 1995). An outcome that is not given stays in the family, as one that found nothing; so does one of broken ratio.
    /// Intervals are not adjusted. What is told comes in the order of the registration.
    ///
    /// # Errors
    ///
    /// When it is not the end, or was done before, an outcome was not registered, is the primary one or given twice, lots or
    /// looks are not of this registration, or a unit was measured twice or drew no lot. Nothing is recorded then.
    pub fn further(
        &self,
        looks: &mut Looks,
        lots: &Lots,
        measured: &[Measurements<'_>],
        on: Date,
    ) -> Result<Vec<Told>, Refused> {
        let protocol = self.protocol();
        let mut given = BTreeSet::new();
        for Measurements { outcome, .. } in measured {
            let outcome = self.outcome(outcome)?;
            if outcome.name == protocol.primary.name {
                return Err(Refused::NotFurther { outcome: outcome.name.clone() });
            }
            if !given.insert(&outcome.name) {
                return Err(Refused::OutcomeTwice { outcome: outcome.name.clone() });
            }
        }
        self.are_ours(looks, lots)?;
        if let Some(on) = looks.further() {
            return Err(Refused::FurtherTold { on });
        }
        let last = looks.taken().last().filter(|last| last.settled || last.look == protocol.looks.len());
        let last = last.ok_or(Refused::NotTheEnd)?.on;
        if on < last {
            return Err(Refused::BackInTime { on, last });
        }
        let mut told = Vec::new();
        for outcome in &protocol.further {
            if let Some(measured) = measured.iter().find(|measured| *measured.outcome == outcome.name) {
                let sheet = Sheet::new(self, lots, measured.observations, on)?;
                told.push((outcome, self.told(outcome, sheet, protocol.alpha)));
            }
        }
        self.judge_family(&mut told);
        looks.record_further(on);
        Ok(told.into_iter().map(|(_, told)| told).collect())
    }

    fn outcome(&self, name: &Label) -> Result<&Outcome, Refused> {
        let found = self.protocol().outcomes().find(|outcome| outcome.name == *name);
        found.ok_or_else(|| Refused::NotRegistered { outcome: name.clone() })
    }

    fn are_ours(&self, looks: &Looks, lots: &Lots) -> Result<(), Refused> {
        if looks.registration() != self.digest() {
            return Err(Refused::OtherLooks);
        }
        if self.drew(lots) { Ok(()) } else { Err(Refused::OtherLots) }
    }

    /// Whether a look may be taken on a day, after those taken.
    fn is_next(&self, looks: &Looks, look: usize, on: Date) -> Result<(), Refused> {
        let schedule = &self.protocol().looks;
        if !(1..=schedule.len()).contains(&look) {
            return Err(Refused::NotPlanned { look, planned: schedule.len() });
        }
        if let Some(taken) = looks.taken().iter().find(|taken| taken.look == look) {
            return Err(Refused::TakenBefore { look, on: taken.on });
        }
        if let Some(last) = looks.taken().last() {
            if last.settled {
                return Err(Refused::Settled { look: last.look, on: last.on });
            }
            if look < last.look {
                return Err(Refused::OutOfOrder { look, last: last.look, on: last.on });
            }
            if on < last.on {
                return Err(Refused::BackInTime { on, last: last.on });
            }
        }
        match schedule {
            Schedule::Dates(dates) => match dates.get(look - 1) {
                Some(&planned) if on < planned => Err(Refused::BeforeTheDay { look, planned, on }),
                _ => Ok(()),
            },
            Schedule::Percents(_) => Ok(()),
        }
    }

    /// Whether enough are counted for a look that is planned by how many are.
    fn is_due(&self, look: usize, sheet: &Sheet<'_>) -> Result<(), Refused> {
        let protocol = self.protocol();
        let Schedule::Percents(percents) = &protocol.looks else { return Ok(()) };
        let percent = percents.get(look - 1).copied().unwrap_or(100);
        let needed = (u64::from(protocol.planned) * u64::from(percent)).div_ceil(100);
        let no_more = look == percents.len() && sheet.is_complete();
        if sheet.counted() >= needed || no_more {
            Ok(())
        } else {
            Err(Refused::BeforeTheCount { look, needed, counted: sheet.counted() })
        }
    }

    /// What is told of an outcome, each comparison judged at a level.
    fn told(&self, outcome: &Outcome, sheet: Sheet<'_>, level: f64) -> Told {
        let finding = if sheet.ratio.is_some_and(|ratio| ratio.is_broken()) {
            Finding::BrokenRatio
        } else {
            let arms = self.protocol().arms.iter().skip(1);
            Finding::Effects(
                arms.map(|arm| Effect::of(self, outcome, &sheet.rows, &arm.name, level)).collect(),
            )
        };
        let Sheet { arms, lost, ratio, .. } = sheet;
        Told { outcome: outcome.name.clone(), arms, lost, ratio, finding }
    }

    /// Judges all further outcomes by their p-values, adjusted for each other and for those that were not given.
    fn judge_family(&self, told: &mut [(&Outcome, Told)]) {
        let comparisons = self.protocol().arms.len() - 1;
        let mut p: Vec<f64> = told
            .iter()
            .flat_map(|(_, told)| told.effects())
            .map(|effect| effect.p().unwrap_or(1.0))
            .collect();
        p.resize(self.protocol().further.len() * comparisons, 1.0);
        let mut adjusted = false_discovery::adjusted(&p).into_iter();
        for (outcome, told) in told {
            let Finding::Effects(effects) = &mut told.finding else { continue };
            for effect in effects {
                let p = adjusted.next();
                effect.judge(outcome, effect.p().and(p));
            }
        }
    }

    fn as_look(&self, look: usize, on: Date, spent: Option<f64>, level: Option<f64>, told: Told) -> Look {
        let protocol = self.protocol();
        let (of, planned, unit) = (protocol.looks.len(), protocol.planned, protocol.unit);
        Look { look, of, on, planned, unit, spent, level, told }
    }
}

impl Told {
    /// Each further arm beside the usual way; none when the ratio is broken.
    pub fn effects(&self) -> &[Effect] {
        match &self.finding {
            Finding::BrokenRatio => &[],
            Finding::Effects(effects) => effects,
        }
    }

    /// How many count, over all arms.
    pub fn counted(&self) -> u64 {
        self.arms.iter().map(|arm| arm.counted).sum()
    }
}

/// The two-sided level of a look at so many, after the looks that were taken; `None` when there is nothing to spend.
fn nominal_level(looks: &Looks, counted: u64, spent: f64) -> Option<f64> {
    let mut stages: Vec<Stage> = looks
        .taken()
        .iter()
        .map(|taken| Stage { information: real(taken.counted), spent: taken.spent })
        .collect();
    stages.push(Stage { information: real(counted), spent });
    let level = critical_values(&stages)?.last()?.level;
    (level >= LEAST_LEVEL).then_some(level)
}

impl fmt::Display for Look {
    /// What may be told, a line for each thing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { look, of, on, planned, .. } = self;
        let counted = self.told.counted();
        write!(
            f,
            "look {look} of {of} on {on}: {counted} {} of {planned} planned are counted",
            self.unit.plural()
        )?;
        write!(f, "{}", self.told)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ArmCount { arm, drawn, too_early, counted, missing } in &self.arms {
            write!(
                f,
                "\n`{arm}`: {drawn} drew it, {counted} are counted, {missing} are missing, {too_early} are too early"
            )?;
        }
        match &self.finding {
            Finding::BrokenRatio => f.write_str(
                "\nthe arms are not of the sizes that lots give them: somebody was lost or moved, and no effect can be told",
            ),
            Finding::Effects(effects) => effects.iter().try_for_each(|effect| write!(f, "\n{effect}")),
        }
    }
}
