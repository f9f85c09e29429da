//! How people are found: nobody twice, nobody lost, and the campaigns add up to the whole.

use std::collections::BTreeMap;

use mentorship::{
    agreement::{self, Pair, Step},
    feedback::{Category, Facts, Record},
    introduction::{Conflicts, Format, Parties, Party},
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    matching::{OneMoreMentor, Sought, Trade},
    needs::Needs,
    people::{Importance, Label, Mentee, Mentor, People, Place, Roster, UtcOffset, Want, Who},
    programme::{
        Entry, Happened, Room, charter,
        money::{self, Payment},
        recruitment::{
            Campaign, Channel, Event, Funnel, Interest, Partner, PartnerKind, Recruitment, Seeks, SignUp,
        },
    },
};
use proptest::prelude::*;

use super::{
    charter::town,
    kit::{after, carla, id, noted, refused, take},
};

fn day(at: u8) -> Date {
    date(2026, 1, 1).checked_add(i64::from(at).days()).unwrap()
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn mentor(name: &str) -> Who {
    Who::Mentor(id(name))
}

fn mentee(name: &str) -> Who {
    Who::Mentee(id(name))
}

fn seeks(role: Party, people: u32) -> Seeks {
    Seeks { role, people, skill: None, neighbourhood: None }
}

/// A campaign for two mentors, from the tenth day on.
fn spring() -> Campaign {
    let (from, until) = (day(10), day(40));
    let channel = Channel::OpenCall;
    Campaign { id: id("spring"), channel, seeks: seeks(Party::Mentor, 2), from, until, with: None }
}

fn opened(campaign: &Campaign) -> Event {
    Event::CampaignOpened(campaign.clone())
}

fn joined(partner: &str) -> Event {
    Event::PartnerJoined(Partner { id: id(partner), kind: PartnerKind::School })
}

fn signed_up(person: &str, who: &Who, places: u16, by: Option<&str>) -> Event {
    let by = by.map(id);
    let groups = BTreeMap::new();
    Event::SignedUp(Box::new(SignUp { person: id(person), who: who.clone(), places, groups, by }))
}

fn interested(person: &str, step: Interest, by: Option<&str>) -> Event {
    Event::Interested { person: id(person), role: Party::Mentor, step, by: by.map(id) }
}

fn spent(on: Date, cents: u64, campaign: &str) -> Entry {
    let category = Category::Communication;
    let campaign = Some(id(campaign));
    noted(
        on,
        money::Event::Spent(Payment {
            category,
            on,
            cents,
            currency: "EUR".parse().unwrap(),
            from: None,
            campaign,
        }),
    )
}

fn agreed(on: Date, agreement: &str, step: Step, event: agreement::Event) -> Entry {
    let entry = agreement::Entry { format: Format, command: id("C-1"), step, by: carla(), on, event };
    Entry::new(on, carla(), Happened::Agreement(id(agreement), Box::new(entry)))
}

/// An agreement of two people is opened, and started.
fn began(on: Date, agreement: &str, people: [&str; 2]) -> [Entry; 2] {
    let [mentor, mentee] = people.map(|person| agreement::Participant { person: id(person), minor: None });
    let open = agreement::Event::Opened {
        id: id(agreement),
        introduction: id("I-1"),
        pair: Pair { mentor: id("M"), mentee: id("T") },
        people: Parties { mentor, mentee },
        conflicts: Conflicts::default(),
    };
    let start = agreement::Event::AgreementStarted { first_review: on };
    [agreed(on, agreement, Step::Open, open), agreed(on, agreement, Step::Start, start)]
}

/// A room after events, one a day from the tenth day on.
fn room(events: impl IntoIterator<Item = Event>) -> Recruitment {
    after((10..).zip(events).map(|(at, event)| noted(day(at), event)))
}

/// Something that may or may not stand, of three people and two campaigns.
fn entry() -> impl Strategy<Value = (u8, Vec<Entry>)> {
    let person = || (0_usize..3).prop_map(|at| ["P-1", "P-2", "P-3"][at]);
    let who = || {
        (prop::bool::ANY, 0_usize..3).prop_map(|(leads, at)| {
            if leads { mentor(["M-1", "M-2", "M-3"][at]) } else { mentee(["T-1", "T-2", "T-3"][at]) }
        })
    };
    let role = || prop::bool::ANY.prop_map(|leads| if leads { Party::Mentor } else { Party::Mentee });
    let by = || prop::option::of((0_usize..3).prop_map(|at| ["spring", "autumn", "nowhere"][at]));
    let step = (0_usize..3).prop_map(|at| [Interest::Asked, Interest::Talked, Interest::Declined][at]);
    let interest = (person(), role(), step, by()).prop_map(|(person, role, step, by)| Event::Interested {
        person: id(person),
        role,
        step,
        by: by.map(id),
    });
    let campaign = (prop::bool::ANY, role(), 0_u8..9, 0_u8..60, 0_u32..3, prop::option::of(0..2)).prop_map(
        |(first, role, from, length, people, with)| Campaign {
            id: id(if first { "spring" } else { "autumn" }),
            channel: if first { Channel::School } else { Channel::Workshop },
            seeks: seeks(role, people),
            from: day(from),
            until: day(length),
            with: with.map(|_| id("library")),
        },
    );
    let event = prop_oneof![
        1 => prop::bool::ANY.prop_map(|joins| if joins { joined("library") } else { Event::PartnerLeft(id("library")) }),
        3 => campaign.prop_map(|campaign| opened(&campaign)),
        1 => (by(), 0_u32..4).prop_map(|(by, people)| Event::Reached { campaign: id(by.unwrap_or("spring")), people }),
        6 => interest,
        1 => (person(), role()).prop_map(|(person, role)| Event::Invited { person: id(person), role }),
        9 => (person(), who(), 0_u16..3, by()).prop_map(|(person, who, places, by)| signed_up(person, &who, places, by)),
        1 => who().prop_map(|who| Event::ProfileConfirmed { who }),
        1 => (who(), 0_u16..3).prop_map(|(who, places)| Event::PlacesChanged { who, places }),
        3 => who().prop_map(|who| Event::Left { who }),
    ];
    let event = event.prop_map(|event| vec![noted(day(0), event)]);
    let payment =
        (by(), 0_u64..900).prop_map(|(by, cents)| vec![spent(day(0), cents, by.unwrap_or("spring"))]);
    let pair = (person(), person()).prop_map(|(one, other)| began(day(0), "A-1", [one, other]).to_vec());
    (0_u8..4, prop_oneof![8 => event, 1 => payment, 1 => pair])
}

fn is_monotone(funnel: Funnel) -> bool {
    let Funnel { reached, asked, talked, declined, signed_up, began } = funnel;
    reached >= asked && asked >= talked && talked >= signed_up && signed_up >= began && reached >= declined
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_happens_nobody_is_counted_twice_or_lost(steps in prop::collection::vec(entry(), 0..60)) {
        let (mut recruitment, mut on, mut kept) = (Recruitment::default(), 0_u8, Vec::new());
        for (days, entries) in steps {
            on += days;
            for mut entry in entries {
                entry.on = day(on);
                let before = recruitment.clone();
                if take(&mut recruitment, &entry).is_err() {
                    prop_assert_eq!(&recruitment, &before);
                } else {
                    kept.push(entry);
                }
            }
        }
        holds(&recruitment)?;
        // The log alone gives the same, also when it and the room were stored in between.
        let text = serde_json::to_string(&kept).unwrap();
        let again: Vec<Entry> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&after::<Recruitment>(again), &recruitment);
        let stored = serde_json::to_string(&recruitment).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Recruitment>(&stored).unwrap(), &recruitment);
    }
}

/// What is true of a room at any time.
fn holds(room: &Recruitment) -> Result<(), TestCaseError> {
    // Funnels: each monotone, and the parts add up to the whole.
    let of = |campaign: &Campaign| room.funnel_of(&campaign.id).unwrap();
    let mut whole = room.funnel_without_campaign();
    let mut channels: BTreeMap<Channel, Funnel> = BTreeMap::new();
    for campaign in room.campaigns() {
        let funnel = of(campaign);
        prop_assert!(is_monotone(funnel), "{funnel}");
        whole += funnel;
        *channels.entry(campaign.channel).or_default() += funnel;
        let brought = room.participants().filter(|one| one.by.as_ref() == Some(&campaign.id));
        prop_assert_eq!(
            brought.filter(|one| one.role() == campaign.seeks.role).count() as u64,
            funnel.signed_up
        );
        let progress = room.progress(&campaign.id).unwrap();
        prop_assert_eq!(
            progress.signed_up() + progress.missing(),
            funnel.signed_up.max(campaign.seeks.people.into())
        );
    }
    prop_assert_eq!((whole, channels), (room.funnel(), room.by_channel()));
    prop_assert!(is_monotone(whole) && is_monotone(room.funnel_without_campaign()));
    prop_assert_eq!(room.funnel().signed_up, room.participants().count() as u64);
    // One identifier for each person and role, and the other way round.
    for one in room.participants() {
        prop_assert_eq!(room.who(&one.person, one.role()), Some(&one.who));
        prop_assert_eq!(room.person(&one.who), Some(&one.person));
        prop_assert_eq!(room.participant(&one.who), Some(one));
    }
    // Enrolments fit a record, whatever is said of readiness.
    for ready in [None, Some(day(0)), Some(day(30)), Some(day(255)), Some(date(2199, 1, 1))] {
        let enrolments = room.enrolments(|_, _| ready);
        prop_assert_eq!(
            enrolments.iter().filter(|one| one.enrolled.is_some()).count(),
            room.participants().count()
        );
        let here = enrolments.iter().filter(|one| one.enrolled.is_some() && one.left.is_none());
        prop_assert_eq!(here.count(), room.here().count());
        let record = Record::new(Facts { enrolments, ..Facts::default() });
        prop_assert!(record.is_ok(), "{}", record.unwrap_err());
    }
    Ok(())
}

#[test]
fn an_identifier_is_of_one_campaign_and_of_one_partner() {
    let open = room([joined("library"), opened(&spring())]);
    assert_eq!(
        refused(&open, day(20), opened(&spring())),
        "there is a campaign `spring` already; give this one another identifier"
    );
    assert_eq!(
        refused(&open, day(20), joined("library")),
        "partner `library` works together with the programme already"
    );
}

#[test]
fn a_campaign_is_with_a_partner_who_is_one() {
    let campaign = Campaign { with: Some(id("library")), ..spring() };
    let unknown = "partner `library` is not known; write down first that it joined";
    assert_eq!(refused(&room([]), day(1), opened(&campaign)), unknown);
    assert_eq!(refused(&room([]), day(1), Event::PartnerLeft(id("library"))), unknown);
    let gone = room([joined("library"), Event::PartnerLeft(id("library"))]);
    assert_eq!(
        refused(&gone, day(20), opened(&campaign)),
        "partner `library` left on 2026-01-12; write down first that it joined again"
    );
    assert_eq!(gone.partner(&id("library")).and_then(|partner| partner.left), Some(day(11)));
    let back =
        room([joined("library"), Event::PartnerLeft(id("library")), joined("library"), opened(&campaign)]);
    assert_eq!(back.partners().map(|partner| partner.left).collect::<Vec<_>>(), [None]);
    assert_eq!(back.campaign(&id("spring")), Some(&campaign));
}

#[test]
fn a_campaign_has_days_and_looks_for_somebody() {
    let backwards = Campaign { until: day(9), ..spring() };
    assert_eq!(
        refused(&room([]), day(1), opened(&backwards)),
        "campaign `spring` cannot end on 2026-01-10, before it begins on 2026-01-11"
    );
    let nobody = Campaign { seeks: seeks(Party::Mentor, 0), ..spring() };
    assert_eq!(
        refused(&room([]), day(1), opened(&nobody)),
        "campaign `spring` looks for 0 people; it is at least 1"
    );
}

#[test]
fn people_come_by_a_campaign_that_has_begun_and_looks_for_them() {
    let unknown = "campaign `spring` is not known; open it first";
    let reached = || Event::Reached { campaign: id("spring"), people: 5 };
    let asked = || interested("P-1", Interest::Asked, Some("spring"));
    let sign_up = || signed_up("P-1", &mentor("M-1"), 1, Some("spring"));
    assert_eq!(refused(&room([]), day(20), reached()), unknown);
    assert_eq!(refused(&room([]), day(20), asked()), unknown);
    assert_eq!(refused(&room([]), day(20), sign_up()), unknown);
    assert_eq!(room([]).check(&spent(day(20), 5, "spring")).unwrap_err().to_string(), unknown);

    let early: Recruitment = after([noted(day(1), opened(&spring()))]);
    let not_begun = "campaign `spring` begins on 2026-01-11; nobody can have come by it on 2026-01-10";
    assert_eq!(refused(&early, day(9), reached()), not_begun);
    assert_eq!(refused(&early, day(9), asked()), not_begun);
    assert_eq!(refused(&early, day(9), sign_up()), not_begun);
    assert!(early.check(&noted(day(10), sign_up())).is_ok());
    assert!(early.check(&noted(day(99), sign_up())).is_ok(), "who heard of it may take their time");
    assert!(early.check(&spent(day(2), 5, "spring")).is_ok(), "a campaign is paid for before it begins");

    let mentees = signed_up("P-1", &mentee("T-1"), 1, Some("spring"));
    assert_eq!(
        refused(&early, day(20), mentees),
        "campaign `spring` looks for mentors; nobody can have come by it as mentee"
    );
}

#[test]
fn the_way_in_does_not_lead_back() {
    let talked = room([interested("P-1", Interest::Asked, None), interested("P-1", Interest::Talked, None)]);
    assert_eq!(
        refused(&talked, day(20), interested("P-1", Interest::Asked, None)),
        "`P-1` has talked as mentor already; the way in does not go back to asked"
    );
    let declined =
        room([interested("P-1", Interest::Talked, None), interested("P-1", Interest::Declined, None)]);
    assert_eq!(
        refused(&declined, day(20), interested("P-1", Interest::Talked, None)),
        "`P-1` has declined as mentor; write down first that they asked anew"
    );
    assert_eq!(
        declined.funnel(),
        Funnel { reached: 1, asked: 1, talked: 1, declined: 1, ..Funnel::default() }
    );
    let anew: Recruitment = after([
        noted(day(1), interested("P-1", Interest::Declined, None)),
        noted(day(2), interested("P-1", Interest::Asked, None)),
        noted(day(3), interested("P-1", Interest::Talked, None)),
    ]);
    assert_eq!(anew.funnel(), Funnel { reached: 1, asked: 1, talked: 1, ..Funnel::default() });
}

#[test]
fn interest_and_invitations_come_before_signing_up() {
    let here = room([signed_up("P-1", &mentor("M-1"), 1, None)]);
    let invited = Event::Invited { person: id("P-1"), role: Party::Mentor };
    let interest = "`P-1` has signed up as mentor already; interest comes before that";
    assert_eq!(refused(&here, day(20), interested("P-1", Interest::Asked, None)), interest);
    assert_eq!(
        refused(&here, day(20), invited.clone()),
        "`P-1` is here as mentor already; nobody invites them again"
    );
    let gone = room([signed_up("P-1", &mentor("M-1"), 1, None), Event::Left { who: mentor("M-1") }]);
    assert_eq!(refused(&gone, day(20), interested("P-1", Interest::Asked, None)), interest);
    assert!(gone.check(&noted(day(20), invited)).is_ok());
}

#[test]
fn a_mentor_has_places_and_a_mentee_has_one() {
    let sign_up = |who: &Who, places| signed_up("P-1", who, places, None);
    let wrong = "mentor `M-1` cannot have 0 places; a mentor has 1 to 1000";
    assert_eq!(refused(&room([]), day(1), sign_up(&mentor("M-1"), 0)), wrong);
    assert!(room([]).check(&noted(day(1), sign_up(&mentor("M-1"), 1000))).is_ok());
    assert!(refused(&room([]), day(1), sign_up(&mentor("M-1"), 1001)).contains("1001 places"));
    assert_eq!(
        refused(&room([]), day(1), sign_up(&mentee("T-1"), 2)),
        "mentee `T-1` cannot have 2 places; a mentee has 1"
    );
    let here = room([sign_up(&mentor("M-1"), 1)]);
    let places = |places| Event::PlacesChanged { who: mentor("M-1"), places };
    assert_eq!(refused(&here, day(20), places(0)), wrong);
    let more = room([sign_up(&mentor("M-1"), 1), places(3)]);
    assert_eq!(more.participant(&mentor("M-1")).map(|one| one.places), Some(3));
    assert_eq!(more.enrolments(|_, _| None)[0].places, 3);
}

#[test]
fn a_person_and_an_identifier_belong_together_for_good() {
    let gone = room([signed_up("P-1", &mentor("M-1"), 1, None), Event::Left { who: mentor("M-1") }]);
    assert_eq!(
        refused(&gone, day(20), signed_up("P-1", &mentor("M-2"), 1, None)),
        "`P-1` is mentor `M-1` already, and cannot be mentor `M-2` too"
    );
    assert_eq!(
        refused(&gone, day(20), signed_up("P-2", &mentor("M-1"), 1, None)),
        "mentor `M-1` is `P-1` already, and cannot be `P-2` too"
    );
    assert!(gone.check(&noted(day(20), signed_up("P-1", &mentee("T-1"), 1, None))).is_ok());
}

#[test]
fn only_who_is_here_changes_and_leaves_and_only_who_is_not_signs_up() {
    let who = || mentor("M-1");
    let steps = || {
        [
            Event::ProfileConfirmed { who: who() },
            Event::PlacesChanged { who: who(), places: 2 },
            Event::Left { who: who() },
        ]
    };
    let sign_up = || signed_up("P-1", &who(), 1, None);
    let gone = room([sign_up(), Event::Left { who: who() }]);
    for step in steps() {
        assert_eq!(refused(&room([]), day(20), step.clone()), "mentor `M-1` has not signed up");
        assert_eq!(
            refused(&gone, day(20), step),
            "mentor `M-1` left on 2026-01-12; they sign up again first"
        );
    }
    assert_eq!(
        refused(&room([sign_up()]), day(20), sign_up()),
        "mentor `M-1` is here already, and signs up again only after leaving"
    );
}

#[test]
fn who_comes_back_is_enrolled_from_the_first_time_with_the_groups_of_then() {
    let sign_up = |home: &str| SignUp {
        person: id("P-1"),
        who: mentor("M-1"),
        places: 2,
        groups: [(label("neighbourhood"), label(home))].into(),
        by: None,
    };
    let first = [
        Event::Invited { person: id("P-1"), role: Party::Mentor },
        Event::SignedUp(Box::new(sign_up("Noord"))),
        Event::Left { who: mentor("M-1") },
    ];
    let gone = room(first.clone());
    let one = &gone.enrolments(|_, _| Some(day(12)))[0];
    let dates = [one.invited, one.enrolled, one.ready, one.left];
    assert_eq!(dates, [Some(day(10)), Some(day(11)), Some(day(12)), Some(day(12))]);
    let late = &gone.enrolments(|_, _| Some(day(13)))[0];
    assert_eq!((late.ready, late.left), (None, Some(day(12))), "who is ready after leaving is not");

    let back = room(first.into_iter().chain([Event::SignedUp(Box::new(sign_up("Zuid")))]));
    let one = &back.enrolments(|_, _| Some(day(9)))[0];
    assert_eq!((one.enrolled, one.ready, one.left), (Some(day(11)), None, None));
    assert_eq!(one.groups[&label("neighbourhood")], label("Noord"));
    let here: Vec<_> = back.here().map(|one| one.groups_now[&label("neighbourhood")].clone()).collect();
    assert_eq!(here, [label("Zuid")]);
}

#[test]
fn who_never_signed_up_is_invited_only() {
    let room = room([
        interested("P-1", Interest::Declined, None),
        Event::Invited { person: id("P-1"), role: Party::Mentor },
        interested("P-2", Interest::Asked, None),
    ]);
    let ready = |_: &_, _| Some(day(30));
    let told: Vec<_> =
        room.enrolments(ready).into_iter().map(|one| (one.invited, one.enrolled, one.ready)).collect();
    assert_eq!(told, [(Some(day(11)), None, None), (Some(day(12)), None, None)]);
}

#[test]
fn a_profile_is_stale_when_it_was_not_confirmed_for_longer() {
    let two = room([
        signed_up("P-1", &mentor("M-1"), 1, None),
        signed_up("P-2", &mentee("T-1"), 1, None),
        Event::ProfileConfirmed { who: mentor("M-1") },
    ]);
    assert_eq!(two.stale_profiles(day(41), 30), Vec::<&Who>::new());
    assert_eq!(two.stale_profiles(day(42), 30), [&mentee("T-1")]);
    assert_eq!(two.stale_profiles(day(43), 30), [&mentor("M-1"), &mentee("T-1")]);
    assert_eq!(two.stale_profiles(day(1), 0), Vec::<&Who>::new());
}

/// A campaign that reached ten, of whom three were in touch and two signed up; one began with a mentee who came by themself.
fn season() -> Recruitment {
    let events = [
        opened(&spring()),
        Event::Reached { campaign: id("spring"), people: 6 },
        Event::Reached { campaign: id("spring"), people: 4 },
        interested("P-1", Interest::Asked, Some("spring")),
        interested("P-2", Interest::Talked, Some("spring")),
        interested("P-3", Interest::Declined, Some("spring")),
        signed_up("P-1", &mentor("M-1"), 1, None),
        signed_up("P-4", &mentor("M-4"), 1, Some("spring")),
        signed_up("P-5", &mentee("T-5"), 1, None),
    ];
    let mut room = room(events);
    for entry in began(day(30), "A-1", ["P-1", "P-5"]) {
        take(&mut room, &entry).unwrap();
    }
    take(&mut room, &spent(day(31), 1000, "spring")).unwrap();
    take(&mut room, &spent(day(32), 5, "spring")).unwrap();
    room
}

#[test]
fn a_funnel_tells_how_many_came_how_far() {
    let season = season();
    let spring = Funnel { reached: 10, asked: 3, talked: 3, declined: 1, signed_up: 2, began: 1 };
    let alone = Funnel { reached: 1, asked: 1, talked: 1, declined: 0, signed_up: 1, began: 1 };
    assert_eq!(season.funnel_of(&id("spring")), Some(spring));
    assert_eq!(season.funnel_without_campaign(), alone);
    assert_eq!(season.funnel(), spring + alone);
    assert_eq!(season.by_channel(), [(Channel::OpenCall, spring)].into());
    assert_eq!(season.funnel_of(&id("autumn")), None);
    assert_eq!(spring.to_string(), "reached 10, asked 3, talked 3, signed up 2, began 1; declined 1");
    let by = season.participant(&mentor("M-1")).and_then(|one| one.by.clone());
    assert_eq!(by, Some(id("spring")), "who says nothing at sign-up came by what they asked about");
}

#[test]
fn somebody_who_is_in_touch_was_reached() {
    let room = room([opened(&spring()), interested("P-1", Interest::Asked, Some("spring"))]);
    assert_eq!(room.funnel_of(&id("spring")).map(|funnel| funnel.reached), Some(1));
}

#[test]
fn what_finding_somebody_costs_is_exact_and_shown_with_halves_up() {
    let season = season();
    assert_eq!(season.cost(&id("spring")), 1005);
    let each = season.cost_per_recruit(&id("spring")).unwrap();
    assert_eq!((each.cents(), each.people(), each.rounded()), (1005, 2, 503));
    assert_eq!(each.to_string(), "5.03 for each of 2 people");
    assert_eq!(season.cost_of_channel(Channel::OpenCall), 1005);
    assert_eq!(season.cost_per_recruit_of_channel(Channel::OpenCall), Some(each));
    assert_eq!(season.cost_of_channel(Channel::School), 0);
    assert_eq!(season.cost_per_recruit_of_channel(Channel::School), None);
    assert_eq!((season.cost(&id("autumn")), season.cost_per_recruit(&id("autumn"))), (0, None));
    let nobody: Recruitment = after([noted(day(10), opened(&spring())), spent(day(11), 70, "spring")]);
    assert_eq!(nobody.cost_per_recruit(&id("spring")), None);
}

#[test]
fn a_campaign_tells_what_it_lacks() {
    let told = |room: &Recruitment| room.progress(&id("spring")).map(|progress| progress.to_string());
    assert_eq!(
        told(&season()).as_deref(),
        Some("campaign `spring`: 2 of 2 mentors signed up, nobody is missing")
    );
    let seeks = Seeks {
        role: Party::Mentor,
        people: 3,
        skill: Some(label("cooking")),
        neighbourhood: Some(label("Noord")),
    };
    let campaign = Campaign { seeks, ..spring() };
    assert_eq!(
        told(&room([opened(&campaign)])).as_deref(),
        Some(
            "campaign `spring`: 0 of 3 mentors who bring cooking and live in Noord signed up, 3 are missing"
        )
    );
    assert_eq!(told(&room([])), None);
}

#[test]
fn whom_to_look_for_follows_from_what_nobody_offers() {
    let needs = [("drawing", 7), ("Dutch", 8), ("cooking", 9)].map(|(need, named)| (label(need), named));
    let survey =
        charter::NeedsSurvey { asked: 40, answered: 40, needs: needs.into(), neighbourhoods: [].into() };
    let charters: charter::Charters = after([noted(day(0), charter::Event::NeedsAsked(survey))]);
    let town = town();
    let seeks = Seeks::from_advice(&town, &[], &charters.needs_against(&town));
    let told: Vec<_> = seeks.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["1 mentor who brings drawing", "1 mentor who brings Dutch"]);
}

#[test]
fn whom_to_look_for_is_told_once_by_the_largest_lack() {
    let home = |name: &str| Some(Place { coordinates: None, neighbourhood: Some(label(name)) });
    let mentees = ["Noord", "Noord", "Zuid"].into_iter().enumerate().map(|(at, name)| {
        let mut mentee = Mentee::new(id(&format!("T-{at}")), id(&format!("P-{at}")));
        mentee.wants = Some([(label("cooking"), Want::of(Importance::MAX))].into());
        mentee.profile.place = home(name);
        mentee
    });
    let roster = Roster::new(People { mentees: mentees.collect(), ..People::default() }).unwrap();
    let needs = Needs::of(&roster, day(0), UtcOffset::UTC, &[]).unwrap();
    let sought = |name: &str, by: &[&str]| {
        let mut mentor = Mentor::new(id("sought-1"), id("sought-1"));
        mentor.offers = Some([(label("baking"), None), (label("cooking"), None)].into());
        mentor.profile.place = home(name);
        let brings = OneMoreMentor { trade: Trade::default(), mentees: vec![] };
        Sought { mentor, by: by.iter().copied().map(id).collect(), brings }
    };
    let sought = [sought("Noord", &["T-0"]), sought("Zuid", &["T-1", "T-2", "T-3"]), sought("West", &[])];
    let told: Vec<_> = Seeks::from_advice(&needs, &sought, &[]).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["3 mentors who bring cooking and live in Zuid", "2 mentors who bring cooking and live in Noord",]
    );
}
