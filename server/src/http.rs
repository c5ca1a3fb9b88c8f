//! The router, who is asking, and how answers are drawn.

pub mod assets;
pub mod caching;
pub mod calls;
pub mod client_address;
pub(crate) mod cookies;
pub mod crowd;
pub mod csrf;
pub mod current_user;
pub mod dossier;
mod downloads;
pub mod listen;
pub mod live_participation;
pub mod nul;
pub mod open_data;
pub mod padding;
pub mod print_archive;
pub mod programs;
pub mod receipt_cookie;
pub mod record;
pub mod render;
pub mod results_api;
pub mod router;
pub mod session_cookie;
pub mod state;
mod to_the_end;
pub mod zip_stream;
