//! Made-up problems in every form, oracles that know their best values, and the one check of every answer. The fuzz target
//! shares all of it, so it needs nothing but the crate.

mod check;
mod draw;
mod generate;
mod oracle;
mod parts;
mod walk;

pub(crate) use check::{check, check_clash, check_form, check_with, checked, value};
pub(crate) use draw::{Bytes, Chance, Draw};
pub(crate) use generate::{NARROW, drawn, tiny};
pub(crate) use oracle::{best_by_flow, best_by_trying, each_assignment, with_demands};
pub(crate) use parts::{BLOCKS, GOALS, Parts, Sheet, Value};
pub(crate) use walk::{check_changes, follow, walk};

/// Reads bytes as a problem, a goal and changes, and checks the answers of every form on the way.
pub(crate) fn check_bytes(bytes: &[u8]) {
    let draw = &mut Bytes(bytes);
    let goal = GOALS[draw.below(3)];
    let parts = match draw.below(4) {
        0 => {
            let (rows, columns) = (draw.below(9), draw.below(9));
            drawn(draw, rows, columns, usize::MAX)
        }
        _ => tiny(draw),
    };
    let block = 1 + draw.below(9);
    assert_eq!(check_with(&parts, goal, &[block]), best_by_flow(&parts, goal), "{goal:?}: {parts:?}");
    let count = draw.below(5);
    let steps = walk(draw, &parts, goal, count);
    parts.forms(&[block], |form, problem| {
        follow(&parts, goal, form, problem, &steps);
    });
}
