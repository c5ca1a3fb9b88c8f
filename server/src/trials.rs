//! Trials of communes (*bản thử*): the whole application once more on a database of its own, with made-up households, reached by a
//! cookie. Nothing inside it knows of what is real, and nothing real of it; it is deleted as a whole.

mod doors;
mod scene;
mod world;
mod worlds;

pub use worlds::TrialWorlds;
