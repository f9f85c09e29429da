//! What the reports of an invented town of some hundred mentees say, read by people before it is accepted.

use mentorship::{disclosure::Policy, report::Language, sample::YEAR_END};

use super::kit::{figures, record, year};

#[test]
fn the_community_reads_how_the_year_was() {
    let record = record(400);
    let public = figures(&record, &Policy::public(YEAR_END));
    let year = year(&public)
        .vision("Een stad waarin buren elkaar kennen.")
        .did_not_work("In de zomer spraken veel koppels elkaar niet.")
        .you_said_we_did("Het duurde lang.", "We koppelen nu elke maand.");
    insta::assert_snapshot!("community_nl", year.community(Language::Dutch).unwrap().text());
    insta::assert_snapshot!("community_en_post", year.community(Language::English).unwrap().post(280));
}

#[test]
fn sponsors_read_what_came_of_their_money() {
    let record = record(400);
    let steering = figures(&record, &Policy::steering(YEAR_END));
    insta::assert_snapshot!("sponsor_en", year(&steering).sponsor(Language::English).unwrap().markdown());
}

#[test]
fn a_target_of_which_nothing_can_be_said_is_not_told_as_missed() {
    use mentorship::{
        disclosure::Internal,
        impact::{Figures, Indicator},
        report::Target,
    };

    let nothing = Internal::new(Figures::default()).release(&Policy::steering(YEAR_END));
    let target = |indicator| Target { indicator, about: Vec::new(), value: 0.8 };
    let year =
        year(&nothing).target(target(Indicator::EverMatched)).target(target(Indicator::CheckInsOnTime));
    let told = |language| year.sponsor(language).unwrap().text();
    assert!(told(Language::Dutch).contains("0 van de 2 doelen zijn gehaald; van 2 is dat niet te zeggen."));
    assert!(told(Language::English).contains("0 of 2 targets were reached; of 2 it cannot be said."));
}
