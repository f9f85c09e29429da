//! A small town: everything that can be preferred, a pair by request, one that runs, and people who wait.

use jiff::civil::{Date, date};

use crate::{
    criteria::{Criteria, ScoreTable},
    matching::{Plan, Request},
    people::{Contact, Directory, Label, People, Roster},
    report::PlanReport,
};

pub(super) const ON: Date = date(2026, 1, 15);

pub(super) fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// Anna and Bo share a lot, also a faith that is nobody's business; Eva and a mentee without a name are asked for; Piet and Dina
/// run; Cem speaks too little Dutch; Gus is away; Fay has no place; Hans finds nobody who is left.
pub(super) struct Town {
    pub(super) roster: Roster,
    pub(super) criteria: Criteria,
    pub(super) directory: Directory,
}

const PEOPLE: &str = r#"{
    "questionnaire": {
        "sector": { "kind": "choice" },
        "geloof": { "kind": "choice", "sensitivity": "sensitive" },
        "ervaring": { "kind": "scale", "steps": ["starter", "gevorderd", "expert"] },
        "leeftijd": { "kind": "number", "min": 0, "max": 120 }
    },
    "mentors": [
        { "id": "M-1", "offers": { "koken": 4, "fietsen": null }, "profile": {
            "person": "P-1", "interests": ["schaken", "muziek"], "experience": ["zorg"],
            "languages": { "Nederlands": "C2", "Engels": "B2" },
            "availability": { "windows": ["Mon 18:00-21:00"] },
            "place": { "neighbourhood": "Haven" },
            "consents": [{ "purpose": "sensitive_matching", "given_on": "2025-12-01" }],
            "attributes": { "sector": { "choice": "Zorg" }, "geloof": { "choice": "Vertrouwelijkheid" },
                            "ervaring": { "step": "expert" }, "leeftijd": { "number": 50 } } } },
        { "id": "M-2", "profile": { "person": "P-2", "languages": { "Nederlands": "C2" } } },
        { "id": "M-3", "profile": { "person": "P-3", "languages": { "Nederlands": "C2" } } },
        { "id": "M-4", "profile": { "person": "P-4", "status": "withdrawn" } },
        { "id": "M-5", "partners": { "max": 0 }, "profile": { "person": "P-5" } }
    ],
    "mentees": [
        { "id": "T-1", "wants": { "koken": { "importance": 5 }, "zwemmen": { "importance": 2 } }, "profile": {
            "person": "P-11", "interests": ["Schaken", "lezen"], "goals": ["zorg"],
            "languages": { "Nederlands": "B1" },
            "availability": { "windows": ["Mon 19:30-22:00"] },
            "place": { "neighbourhood": "Haven" }, "wishes": ["P-1"], "waiting_since": "2025-12-01",
            "consents": [{ "purpose": "sensitive_matching", "given_on": "2025-12-01" }],
            "attributes": { "sector": { "choice": "zorg" }, "geloof": { "choice": "Vertrouwelijkheid" },
                            "ervaring": { "step": "starter" }, "leeftijd": { "number": 47.5 } } } },
        { "id": "T-2", "profile": { "person": "P-12" } },
        { "id": "T-3", "profile": { "person": "P-13", "languages": { "Nederlands": "A1" } } },
        { "id": "T-4", "profile": { "person": "P-14" } },
        { "id": "T-5", "profile": { "person": "P-15", "languages": { "Nederlands": "C1" } } }
    ],
    "others": ["P-30"]
}"#;

const CRITERIA: &str = r#"{
    "requirements": [{ "rule": "shared_language", "level": "B1", "if_unknown": "allow" }],
    "preferences": [
        { "rule": "skills", "points": 10 },
        { "rule": "shared", "field": "interests", "points": 6, "enough": 2 },
        { "rule": "shared", "field": { "mentor": "experience", "mentee": "goals" }, "points": 4 },
        { "rule": "language", "points": 5 },
        { "rule": "overlap", "points": 5, "enough_minutes": 120 },
        { "rule": "near", "points": 3, "none_beyond": 5000 },
        { "rule": "same", "field": "sector", "points": 2 },
        { "rule": "same", "field": "geloof", "points": 2 },
        { "rule": "steps", "field": "ervaring", "points": { "1": 1, "2": 3 } },
        { "rule": "close", "field": "leeftijd", "points": 2, "none_beyond": 20 },
        { "rule": "wished", "by": "mentee", "points": 4 },
        { "rule": "wished", "by": "mentor", "points": 4 },
        { "rule": "waiting", "points": 3, "full_after_days": 90 },
        { "rule": "scores", "table": "indruk", "points": 5 }
    ]
}"#;

impl Town {
    pub(super) fn new() -> Self {
        let people: People = serde_json::from_str(PEOPLE).unwrap();
        let criteria: Criteria = serde_json::from_str(CRITERIA).unwrap();
        let mut table = ScoreTable::default();
        table.set(id("M-1"), id("T-1"), 830).unwrap();
        let mut town = Self {
            roster: Roster::new(people).unwrap(),
            criteria: criteria.with_table(Label::new("indruk").unwrap(), table),
            directory: Directory::default(),
        };
        for (person, name) in [
            ("P-1", "Anna Vos"),
            ("P-2", "Eva Smit"),
            ("P-3", "Piet Mol"),
            ("P-4", "Gus Kok"),
            ("P-5", "Fay Bos"),
            ("P-11", "Bo de Wit"),
            ("P-13", "Cem Kaya"),
            ("P-14", "Dina Prins"),
            ("P-15", "Hans Blok"),
            ("P-30", "Carla Bos"),
        ] {
            town.name(person, name);
        }
        town
    }

    pub(super) fn name(&mut self, person: &str, name: &str) {
        self.directory.insert(id(person), Contact { name: name.to_owned(), ..Contact::default() });
    }

    pub(super) fn request(&self) -> Request<'_> {
        Request::new(&self.roster, &self.criteria, ON)
            .pin(id("M-2"), id("T-2"))
            .keep_running(id("M-3"), id("T-4"))
    }

    pub(super) fn plan(&self) -> Plan {
        self.request().plan().unwrap()
    }

    pub(super) fn report<'a>(&'a self, plan: &'a Plan) -> PlanReport<'a> {
        let report = PlanReport::new(plan, &self.roster, &self.criteria, &self.directory).unwrap();
        report.contact("Fatma, 06-11111111")
    }
}
