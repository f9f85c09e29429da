//! Who is tied to whom across a line: newcomers and the established, old and young.

use super::{InvalidNetwork, Network, structure::Components};
use crate::impact::Share;

/// Whether newcomers are part of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connected {
    /// Newcomers with at least one tie, in either direction, to somebody established; of all newcomers.
    pub tied: Share,
    /// Newcomers in the largest part of the network; of all newcomers. A largest part has two people or more; where several
    /// parts are as large, all of them count.
    pub in_giant: Share,
}

impl Network {
    /// Whether newcomers are part of the network. Who is neither new nor established (somebody from outside) counts on
    /// neither side.
    ///
    /// ```
    /// use mentorship::impact::network::Network;
    ///
    /// // The first three are new: one knows an established person, one only another newcomer, one nobody.
    /// let network = Network::new(5, &[(0, 3), (1, 0), (3, 4)])?;
    /// let new = [true, true, true, false, false];
    /// let connected = network.connected(&new, &new.map(|new| !new))?;
    /// assert_eq!((connected.tied.hits(), connected.in_giant.hits(), connected.tied.of()), (1, 2, 3));
    /// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    pub fn connected(&self, newcomers: &[bool], established: &[bool]) -> Result<Connected, InvalidNetwork> {
        let tied = self.touching(newcomers, established)?;
        let components = Components::of(self);
        let in_giant =
            newcomers.iter().enumerate().filter(|(node, new)| **new && components.in_largest(*node)).count();
        Ok(Connected { tied, in_giant: Share::within(in_giant as u64, tied.of()) })
    }

    /// People of one kind with at least one tie, in either direction, to somebody of another; of all of the one kind. Young
    /// with a tie to old, for example. Nobody is tied to themselves, also when they are of both kinds.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    pub fn touching(&self, from: &[bool], to: &[bool]) -> Result<Share, InvalidNetwork> {
        let (from, to) = (self.column(from)?, self.column(to)?);
        let touches = |node: u32| self.tied_to(node).iter().any(|other| to[*other as usize]);
        let hits = (0..self.rows()).zip(from).filter(|(node, asked)| **asked && touches(*node)).count();
        let of = from.iter().filter(|asked| **asked).count();
        Ok(Share::within(hits as u64, of as u64))
    }

    /// Ties between people whose ages, or other numbers, are at least `years` apart; of all ties between people whose ages are
    /// known. A tie in both directions counts once.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    pub fn spanning(&self, ages: &[Option<i32>], years: u32) -> Result<Share, InvalidNetwork> {
        let ages = self.column(ages)?;
        let apart = self
            .each_edge()
            .filter_map(|(one, other)| Some(ages[one as usize]?.abs_diff(ages[other as usize]?)));
        let (hits, of) =
            apart.fold((0, 0), |(hits, of), apart| (hits + u64::from(apart >= years), of + 1_u64));
        Ok(Share::within(hits, of))
    }
}
