//! Laws of labels, quantities, availability and rosters.

use mentorship::people::{
    Availability, Label, Mentee, Mentor, People, Quantity, Roster, Tie, TieKind, UtcOffset, Weekday, Window,
};
use proptest::prelude::*;

fn windows() -> impl Strategy<Value = Availability> {
    let window = (0_usize..7, 0_u16..1440, 1_u16..=1440).prop_map(|(day, from, to)| {
        Window::new(Weekday::ALL[day], from, if to == from { (to + 1) % 1441 } else { to }).unwrap()
    });
    let offset = (-48_i16..=56).prop_map(|quarters| UtcOffset::from_minutes(quarters * 15).unwrap());
    (offset, prop::collection::vec(window, 0..6))
        .prop_map(|(offset, windows)| Availability::new(offset, windows))
}

/// People of whom some refer to each other, and perhaps to somebody unknown or to themselves.
fn people() -> impl Strategy<Value = People> {
    let person = (0_u8..6, 0_u8..7, 0_u8..7);
    prop::collection::vec((any::<bool>(), person), 0..8).prop_map(|people| {
        let mut all = People::default();
        for (mentors, (id, tied, wished)) in people {
            let name = |n: u8| format!("p{n}").parse().unwrap();
            let ties = [Tie { to: name(tied), kind: TieKind::Friend }].into();
            if mentors {
                let mut mentor = Mentor::new(format!("M{}", id / 2).parse().unwrap(), name(id));
                (mentor.profile.ties, mentor.profile.wishes) = (ties, vec![name(wished)]);
                all.mentors.push(mentor);
            } else {
                let mut mentee = Mentee::new(format!("T{id}").parse().unwrap(), name(id));
                mentee.profile.blocks = [name(wished)].into();
                all.mentees.push(mentee);
            }
        }
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_people_never_matters(people in people(), turn in 0_usize..8) {
        let mut other = people.clone();
        let turned = turn.min(other.mentors.len());
        other.mentors.rotate_left(turned);
        other.mentees.reverse();
        prop_assert_eq!(Roster::new(people), Roster::new(other));
    }

    #[test]
    fn a_roster_survives_serde(people in people()) {
        if let Ok(roster) = Roster::new(people) {
            let json = serde_json::to_string(&roster).unwrap();
            prop_assert_eq!(serde_json::from_str::<Roster>(&json).unwrap(), roster.clone());
            prop_assert_eq!(Roster::new(roster.clone().into_people()).unwrap(), roster);
        }
    }

    #[test]
    fn a_roster_without_problems_stays_so_when_a_stranger_joins(people in people()) {
        let valid = Roster::new(people.clone()).is_ok();
        let mut more = people;
        more.mentors.push(Mentor::new("M9".parse().unwrap(), "p9".parse().unwrap()));
        prop_assert_eq!(Roster::new(more).is_ok(), valid);
    }

    #[test]
    fn a_label_is_equal_to_itself_written_otherwise(text in "[a-zA-Zéïß’ -]{1,20}") {
        if let Ok(label) = Label::new(&text) {
            prop_assert_eq!(&Label::new(label.as_str()).unwrap(), &label);
            prop_assert_eq!(&Label::new(label.key()).unwrap(), &label);
            prop_assert_eq!(&Label::new(format!("  {}\u{a0}", text.replace(' ', "  "))).unwrap(), &label);
        }
    }

    #[test]
    fn a_quantity_survives_text(thousandths in -Quantity::MAX_THOUSANDTHS..=Quantity::MAX_THOUSANDTHS) {
        let quantity = Quantity::from_thousandths(thousandths).unwrap();
        prop_assert_eq!(quantity.to_string().parse::<Quantity>().unwrap(), quantity);
        prop_assert_eq!(serde_json::from_str::<Quantity>(&serde_json::to_string(&quantity).unwrap()).unwrap(), quantity);
    }

    #[test]
    fn overlap_is_what_counting_minutes_gives(a in windows(), b in windows()) {
        let minutes = |availability: &Availability| -> Vec<bool> {
            let mut week = vec![false; 7 * 1440];
            for window in &availability.windows {
                // The begin as written, on the person's own clock.
                let text = window.to_string();
                let (hour, minute): (i32, i32) = (text[4..6].parse().unwrap(), text[7..9].parse().unwrap());
                let begin = window.day() as i32 * 1440 + hour * 60 + minute - i32::from(availability.utc_offset.minutes());
                for at in begin..begin + i32::from(window.minutes()) {
                    week[usize::try_from(at.rem_euclid(7 * 1440)).unwrap()] = true;
                }
            }
            week
        };
        let (ours, theirs) = (minutes(&a), minutes(&b));
        let both = ours.iter().zip(&theirs).filter(|(a, b)| **a && **b).count();
        prop_assert_eq!(usize::from(a.overlap(&b)), both);
        prop_assert_eq!(a.overlap(&b), b.overlap(&a));
        prop_assert_eq!(usize::from(a.minutes()), ours.iter().filter(|m| **m).count());
    }

    #[test]
    fn windows_survive_their_own_text(availability in windows()) {
        for window in &availability.windows {
            prop_assert_eq!(window.to_string().parse::<Window>().unwrap(), *window);
        }
    }
}
