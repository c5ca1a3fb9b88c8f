//! The router, who is asking, and how answers are drawn.

pub mod assets;
pub mod csrf;
pub mod current_user;
pub mod downloads;
pub mod render;
pub mod results_api;
pub mod router;
pub mod session_cookie;
pub mod state;
