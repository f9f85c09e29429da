//! What feeds one field: headers, and how their cells are put together and taken apart.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer, value::SeqAccessDeserializer},
};

/// The columns that make an identifier. In a file: a header, a list of headers, or a table of these keys (`column` or
/// `columns`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written<IdTable>")]
pub struct IdColumns {
    /// The headers, in order; all cells have to be filled in.
    pub columns: Vec<String>,
    /// What is put between the cells; `-` when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// What is put before them: `M-`. With a pseudonym `P-` when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whether the cells are replaced by the first 16 hexadecimal digits of the SHA-256 of their text (in lower case,
    /// single spaces). Identifiers travel in plans and figures, where an e-mail address should not. A pseudonym hides the
    /// address from readers, not from somebody who can guess it and compute the same.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pseudonym: bool,
}

/// The cells that feed a field. In a file: a header, a list of headers, or a table of these keys (`column` or
/// `columns`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written<CellsTable>")]
pub struct Cells {
    /// The headers. Where one value is asked the cells are joined, where several are the values are gathered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Columns that hold a value of their own, put behind the one on the left: `Dutch = "Level of Dutch"` with `B1`
    /// means `Dutch:B1`, `Mon = "Monday"` with `morning` means `Mon morning`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub grid: BTreeMap<String, String>,
    /// Columns that hold yes or no, and the value that yes means: `cooking = "Cooking?"`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ticks: BTreeMap<String, String>,
    /// What is put between the cells of one value; a space when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join: Option<String>,
    /// What separates several values in one cell; as for the whole mapping when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Vec<String>>,
    /// What separates a value from its level, importance or kind; a colon when not given. `(…)` behind it does too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_mark: Option<String>,
    /// What is meant by a blank cell, and by everybody when no column is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Whether a row with a blank cell is set aside.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// What becomes of a row whose cell cannot be read. When not given: `warn` for wishes, `waiting_since`,
    /// `confirmed_on`, `source`, consents and contact data, `set_aside` for all else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_unreadable: Option<IfUnreadable>,
}

/// What becomes of a row in which a cell cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfUnreadable {
    /// It takes no part until it is mended.
    SetAside,
    /// It takes part without what cannot be read.
    Warn,
}

impl<T: Into<String>> From<T> for IdColumns {
    fn from(header: T) -> Self {
        Self { columns: vec![header.into()], ..Self::default() }
    }
}

impl<T: Into<String>> From<T> for Cells {
    fn from(header: T) -> Self {
        Self { columns: vec![header.into()], ..Self::default() }
    }
}

/// [`IdColumns`] written as a table.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct IdTable {
    #[serde(alias = "column")]
    columns: Headers,
    join: Option<String>,
    prefix: Option<String>,
    pseudonym: bool,
}

/// [`Cells`] written as a table.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CellsTable {
    #[serde(alias = "column")]
    columns: Headers,
    grid: BTreeMap<String, String>,
    ticks: BTreeMap<String, String>,
    join: Option<String>,
    split: Option<Vec<String>>,
    level_mark: Option<String>,
    default: Option<String>,
    required: bool,
    if_unreadable: Option<IfUnreadable>,
}

/// One header or several.
#[derive(Default, Deserialize)]
#[serde(from = "Written<NoTable>")]
struct Headers(Vec<String>);

/// Where a table makes no sense.
#[derive(Deserialize)]
enum NoTable {}

/// One header, several, or a table that says more.
enum Written<T> {
    Headers(Vec<String>),
    Table(T),
}

impl From<Written<NoTable>> for Headers {
    fn from(written: Written<NoTable>) -> Self {
        match written {
            Written::Headers(headers) => Self(headers),
            Written::Table(never) => match never {},
        }
    }
}

impl From<Written<IdTable>> for IdColumns {
    fn from(written: Written<IdTable>) -> Self {
        match written {
            Written::Headers(columns) => Self { columns, ..Self::default() },
            Written::Table(table) => Self {
                columns: table.columns.0,
                join: table.join,
                prefix: table.prefix,
                pseudonym: table.pseudonym,
            },
        }
    }
}

impl From<Written<CellsTable>> for Cells {
    fn from(written: Written<CellsTable>) -> Self {
        match written {
            Written::Headers(columns) => Self { columns, ..Self::default() },
            Written::Table(table) => Self {
                columns: table.columns.0,
                grid: table.grid,
                ticks: table.ticks,
                join: table.join,
                split: table.split,
                level_mark: table.level_mark,
                default: table.default,
                required: table.required,
                if_unreadable: table.if_unreadable,
            },
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reads<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reads<T> {
            type Value = Written<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a header, a list of headers, or a table that begins with `column =`")
            }

            fn visit_str<E>(self, header: &str) -> Result<Self::Value, E> {
                Ok(Written::Headers(vec![header.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, headers: A) -> Result<Self::Value, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(headers)).map(Written::Headers)
            }

            fn visit_map<A: MapAccess<'de>>(self, table: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(table)).map(Written::Table)
            }
        }

        deserializer.deserialize_any(Reads(PhantomData))
    }
}
