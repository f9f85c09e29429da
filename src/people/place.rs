//! Where somebody lives, how far that is, and how people meet.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Label;

/// The Earth's mean radius in metres (IUGG 1980).
const EARTH_RADIUS: f64 = 6_371_008.8;

/// A distance in whole metres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Metres(pub u32);

impl Metres {
    /// So many whole kilometres; beyond what fits, the largest distance.
    pub fn from_km(km: u32) -> Self {
        Self(km.saturating_mul(1000))
    }
}

impl fmt::Display for Metres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 1000 {
            write!(f, "{} m", self.0)
        } else {
            write!(f, "{}.{} km", self.0 / 1000, self.0 % 1000 / 100)
        }
    }
}

/// A point on Earth in millionths of a degree: integers, so that distances agree on every machine. A programme that
/// stores the middle of a postcode area instead of a front door keeps its people safer and matches no worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i32, i32)", into = "(i32, i32)")]
pub struct Coordinates {
    /// North positive, −90 000 000 to 90 000 000.
    latitude: i32,
    /// East positive, −180 000 000 to 180 000 000.
    longitude: i32,
}

/// A latitude beyond 90° or a longitude beyond 180°, or a text that is not two decimal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("coordinates are written as latitude and longitude in degrees, such as `52.090700, 5.121400`")]
pub struct InvalidCoordinates;

impl Coordinates {
    /// A point from latitude and longitude in millionths of a degree.
    ///
    /// # Errors
    ///
    /// When the latitude is beyond ±90 000 000 or the longitude beyond ±180 000 000.
    pub fn from_microdegrees(latitude: i32, longitude: i32) -> Result<Self, InvalidCoordinates> {
        let within = |value: i32, limit: i32| (-limit..=limit).contains(&value);
        if within(latitude, 90_000_000) && within(longitude, 180_000_000) {
            Ok(Self { latitude, longitude })
        } else {
            Err(InvalidCoordinates)
        }
    }

    /// The great-circle distance on a sphere of the Earth's mean radius (haversine), rounded to the metre. The sphere
    /// is within 0.5 % of the ellipsoid. Computed with one software implementation of sine and arcsine, hence equal on
    /// every platform.
    pub fn distance(self, other: Self) -> Metres {
        let radians = |microdegrees: i32| f64::from(microdegrees) / 1e6 * (std::f64::consts::PI / 180.0);
        let half_sine = |a: i32, b: i32| libm::sin((radians(a) - radians(b)) / 2.0);
        let (north, east) =
            (half_sine(self.latitude, other.latitude), half_sine(self.longitude, other.longitude));
        let cosines = libm::cos(radians(self.latitude)) * libm::cos(radians(other.latitude));
        let chord = (north * north + cosines * east * east).sqrt().min(1.0);
        let metres = 2.0 * EARTH_RADIUS * libm::asin(chord);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "half the Earth's circumference is 20 015 115 m"
        )]
        Metres((metres + 0.5) as u32)
    }
}

/// Where somebody lives to the kilometre is nobody's business but matching's, so `Debug` does not say it.
impl fmt::Debug for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Coordinates(…)")
    }
}

impl FromStr for Coordinates {
    type Err = InvalidCoordinates;

    /// Reads `52.0907, 5.1214`: decimal degrees with a point, at most six decimals counted.
    fn from_str(text: &str) -> Result<Self, InvalidCoordinates> {
        let (latitude, longitude) = text.trim().split_once([',', ';', ' ']).ok_or(InvalidCoordinates)?;
        Self::from_microdegrees(microdegrees(latitude)?, microdegrees(longitude)?)
    }
}

/// Decimal degrees as millionths, further decimals cut off.
fn microdegrees(text: &str) -> Result<i32, InvalidCoordinates> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !plain(whole) || !plain(decimals) {
        return Err(InvalidCoordinates);
    }
    let mut value: i32 = whole.parse().map_err(|_| InvalidCoordinates)?;
    for digit in decimals.bytes().chain(std::iter::repeat(b'0')).take(6) {
        value = value * 10 + i32::from(digit - b'0');
    }
    Ok(sign * value)
}

impl TryFrom<(i32, i32)> for Coordinates {
    type Error = InvalidCoordinates;

    fn try_from((latitude, longitude): (i32, i32)) -> Result<Self, InvalidCoordinates> {
        Self::from_microdegrees(latitude, longitude)
    }
}

impl From<Coordinates> for (i32, i32) {
    fn from(point: Coordinates) -> Self {
        (point.latitude, point.longitude)
    }
}

/// Where somebody lives: a point, a neighbourhood, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// A point near home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// The neighbourhood, as the programme names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbourhood: Option<Label>,
}

impl Place {
    /// How far apart two places are: by coordinates where both have them; otherwise 0 m within one neighbourhood;
    /// otherwise unknown.
    pub fn distance(&self, other: &Self) -> Option<Metres> {
        match (self.coordinates, other.coordinates) {
            (Some(here), Some(there)) => Some(here.distance(there)),
            _ => (self.neighbourhood.is_some() && self.neighbourhood == other.neighbourhood)
                .then_some(Metres(0)),
        }
    }
}

/// A way of meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In the same room.
    InPerson,
    /// By video or telephone.
    Online,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str) -> Coordinates {
        text.parse().unwrap()
    }

    #[test]
    fn distances_agree_with_the_haversine_of_a_second_source() {
        // geopy 2.5.0 `great_circle` (radius 6371.009 km): Utrecht Dom – Amsterdam Dam, Rotterdam – Sydney, antipodes.
        for (a, b, metres) in [
            ("52.090700, 5.121400", "52.373100, 4.892600", 35_055_u32),
            ("51.922500, 4.479170", "-33.868800, 151.209300", 16_689_590),
            ("0, 0", "0, 180", 20_015_115),
            ("10, 179.9", "10, -179.9", 21_901),
            ("52.1, 5.1", "52.1, 5.1", 0),
        ] {
            let Metres(found) = point(a).distance(point(b));
            assert!(found.abs_diff(metres) <= 2, "{a} to {b}: {found} m, expected {metres} m");
            assert_eq!(point(a).distance(point(b)), point(b).distance(point(a)));
        }
    }

    #[test]
    fn coordinates_are_read_to_the_microdegree() {
        assert_eq!(<(i32, i32)>::from(point("52.0907, -5.1214009")), (52_090_700, -5_121_400));
        assert_eq!(<(i32, i32)>::from(point("-0.5;7")), (-500_000, 7_000_000));
        for wrong in ["", "52", "52.1", "91, 0", "0, 180.1", "52,1 5,1", "a, b", "--1, 2", "1e1, 2", ".5, 1"]
        {
            assert_eq!(wrong.parse::<Coordinates>(), Err(InvalidCoordinates), "{wrong}");
        }
    }

    #[test]
    fn debug_does_not_say_where_somebody_lives() {
        assert_eq!(format!("{:?}", point("52.0907, 5.1214")), "Coordinates(…)");
    }

    #[test]
    fn neighbours_without_coordinates_are_near_and_others_unknown() {
        let noord = Place { coordinates: None, neighbourhood: Some(Label::new("Noord").unwrap()) };
        let zuid =
            Place { coordinates: Some(point("1, 1")), neighbourhood: Some(Label::new("Zuid").unwrap()) };
        assert_eq!(noord.distance(&noord), Some(Metres(0)));
        assert_eq!(noord.distance(&zuid), None);
        assert_eq!(Place::default().distance(&Place::default()), None);
    }

    #[test]
    fn metres_are_shown_as_people_say_them() {
        assert_eq!(Metres(950).to_string(), "950 m");
        assert_eq!(Metres(12_345).to_string(), "12.3 km");
        assert_eq!(Metres::from_km(7), Metres(7000));
        assert_eq!(Metres::from_km(u32::MAX), Metres(u32::MAX));
    }
}
