//! What a coordinator asks of a plan, against all plans tried one by one.

mod answers;
mod made;
mod said;
mod several;
mod without;
