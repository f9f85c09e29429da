//! What to keep in mind about a figure.

use super::Say;
use crate::{disclosure::ShownCaveat, impact::BaselineBalance, report::Language};

impl Say for ShownCaveat {
    #[expect(clippy::too_many_lines, reason = "a table of phrases, in which the compiler misses none")]
    fn say(&self, language: Language) -> String {
        let pick = |dutch: &str, english: &str| language.pick(dutch, english).to_owned();
        let number = |value: f64| language.decimal(value, 2);
        match self {
            Self::Few { minimum } => {
                let minimum = language.whole(*minimum);
                match language {
                    Language::Dutch => {
                        format!("Het zijn er weinig (minder dan {minimum}): het toeval telt zwaar mee.")
                    }
                    Language::English => {
                        format!("They are few (fewer than {minimum}), so chance weighs heavily.")
                    }
                }
            }
            Self::LowResponse => pick(
                "Minder dan zeven op de tien mensen gaven antwoord. Wie niet antwoordde, denkt er misschien anders over.",
                "Fewer than seven in ten answered; those who did not may think otherwise.",
            ),
            Self::Reversal { dimension } => {
                let dimension = dimension.say(language);
                match language {
                    Language::Dutch => {
                        format!("Binnen de groepen van {dimension} wijst het verschil de andere kant op.")
                    }
                    Language::English => {
                        format!("Within the groups of {dimension} the difference goes the other way.")
                    }
                }
            }
            Self::Detectable { deviations } => {
                let deviations = number(*deviations);
                match language {
                    Language::Dutch => format!(
                        "Met zo weinig mensen blijft een verandering onder {deviations} standaarddeviaties meestal onopgemerkt."
                    ),
                    Language::English => {
                        format!(
                            "With so few, a change below {deviations} standard deviations would mostly go unnoticed."
                        )
                    }
                }
            }
            Self::NotReached => pick(
                "Dat is nog niet te zeggen: er zijn er nog te weinig gestopt.",
                "Not reached yet: too few have ended.",
            ),
            Self::BeyondData => pick("Niemand is zo lang gevolgd.", "Nobody was followed for so long."),
            Self::NoComparison => pick(
                "Er is niemand anders naast gemeten. Wie laag begint, stijgt vaak ook vanzelf.",
                "Nobody else was measured beside them: those who start low tend to rise by themselves.",
            ),
            Self::LookingBack => pick(
                "Naar het begin is pas achteraf gevraagd. Dan lijkt de groei vaak groter.",
                "The start was asked about afterwards, which tends to show more growth.",
            ),
            Self::IfMissing { lowest, highest } => {
                let (lowest, highest) = (number(*lowest), number(*highest));
                match language {
                    Language::Dutch => format!(
                        "Waren alle ontbrekende mensen zo ver mogelijk gedaald, dan was het {lowest}; waren ze zo ver mogelijk \
                         gestegen, dan {highest}."
                    ),
                    Language::English => format!(
                        "If all who are missing had fallen by the whole scale it would be {lowest}, had they risen by it {highest}."
                    ),
                }
            }
            Self::Attrition(BaselineBalance::Alike) => pick(
                "Wie opnieuw antwoordde, begon net zo als wie dat niet deed.",
                "Those who answered again started like those who did not.",
            ),
            Self::Attrition(BaselineBalance::Adjust | BaselineBalance::Apart) => pick(
                "Wie opnieuw antwoordde, begon anders dan wie dat niet deed.",
                "Those who answered again started elsewhere than those who did not.",
            ),
            Self::FirstCounts => pick("Van ieder telt het eerste mee.", "The first of each person counts."),
            Self::SharedMentors => pick(
                "Sommigen hebben dezelfde mentor. Daardoor zijn de grenzen iets te krap.",
                "Some share a mentor, so the limits are somewhat too narrow.",
            ),
            Self::NotByLot => pick(
                "De groepen zijn niet geloot: het hangt samen, maar het een hoeft het ander niet te veroorzaken.",
                "The groups were not drawn by lot: associated with, not caused by.",
            ),
            Self::BySizes { expected, lowest, highest } => {
                let [expected, lowest, highest] = [*expected, *lowest, *highest].map(number);
                match language {
                    Language::Dutch => format!(
                        "Alleen door hoe groot de groepen zijn, zou het {expected} zijn; met zoveel banden kan het van {lowest} \
                         tot {highest} lopen."
                    ),
                    Language::English => format!(
                        "By the sizes of the groups alone it would be {expected}; so many ties can reach {lowest} to {highest}."
                    ),
                }
            }
            Self::ByLuck { lowest, highest } => {
                let [lowest, highest] = [*lowest, *highest].map(number);
                match language {
                    Language::Dutch => format!("Met gelote groepen ligt het tussen {lowest} en {highest}."),
                    Language::English => {
                        format!("With groups dealt out by lot it lies between {lowest} and {highest}.")
                    }
                }
            }
            Self::MadeByMatching => pick(
                "Het programma heeft deze mensen gekoppeld; ze vonden elkaar niet zelf.",
                "Made by the programme's matching, not by people who found each other.",
            ),
            Self::Clustered => pick(
                "Mensen die bij elkaar wonen zijn samen gevraagd. De grenzen houden daar rekening mee.",
                "People who live together were drawn together, and the limits allow for it.",
            ),
            Self::NotPlaced => pick(
                "Enkele mensen tellen niet mee, omdat te weinig over hen bekend is.",
                "Some are left out, as too little is known of them.",
            ),
            Self::Surplus => pick(
                "Er kwam meer binnen dan eruit ging: zo kan het doorgaan zolang dat zo blijft.",
                "More came in than went out: it lasts as long as that goes on.",
            ),
            Self::BooksTooShort => {
                pick("De boeken gaan niet zo ver terug.", "The books do not go back so far.")
            }
            Self::NoBalance => {
                pick("Niemand heeft genoteerd wat er op de bank stond.", "Nobody noted what was in the bank.")
            }
            Self::AllTheTime => pick(
                "Kosten en mensen zijn van de hele tijd tot deze dag, niet alleen van dit jaar.",
                "Costs and people of all the time up to the day, not of this period alone.",
            ),
        }
    }
}
