//! What a coordinator asks of a plan, against all plans tried one by one.

mod anew;
mod answers;
mod claims;
mod goals;
mod made;
mod offers;
mod published;
mod said;
mod several;
mod stably;
mod wishes;
mod without;
