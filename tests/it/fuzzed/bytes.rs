//! Draws from bytes: all zero when they are used up.

pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Below `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let two = usize::from(self.byte()) << 8 | usize::from(self.byte());
        two % end.max(1)
    }

    /// What is left, as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(self.0).into_owned()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn take(&mut self, most: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at(self.0.len().min(most));
        self.0 = rest;
        taken
    }
}

/// Edits lines as bytes say: drops, repeats, swaps, cuts off, garbles. Says whether anything was done.
pub(crate) fn edit(draw: &mut Bytes<'_>, lines: &mut Vec<String>) -> bool {
    let mut edited = false;
    while !draw.is_empty() && !lines.is_empty() {
        let (what, at) = (draw.byte() % 6, draw.below(lines.len()));
        match what {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => {
                let other = draw.below(lines.len());
                lines.swap(at, other);
            }
            3 => {
                let mut to = draw.below(lines[at].len() + 1);
                while !lines[at].is_char_boundary(to) {
                    to -= 1;
                }
                lines[at].truncate(to);
            }
            4 => {
                let mut bytes = std::mem::take(&mut lines[at]).into_bytes();
                let place = draw.below(bytes.len().max(1));
                if let Some(byte) = bytes.get_mut(place) {
                    *byte = draw.byte();
                }
                lines[at] = String::from_utf8_lossy(&bytes).replace(['\n', '\r'], " ");
            }
            _ => lines[at] = String::from_utf8_lossy(draw.take(12)).replace(['\n', '\r'], " "),
        }
        edited = true;
    }
    edited
}
