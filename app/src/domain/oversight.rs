//! What is claimed beside what people answered: criteria, titles, targets, recommendations.

pub mod comparison;
pub mod criterion;
pub mod map_metric;
pub mod milestone;
pub mod office_steps;
pub mod profile;
pub mod progress;
pub mod recommendation;
pub mod signal;
pub mod spread;
pub mod supervision;
pub mod target;
pub mod trend;
