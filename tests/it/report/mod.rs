mod kit;
mod laws;
mod odd;
mod said;
