//! Criteria, what is claimed beside what people answered, recommendations.

pub mod comparison;
pub mod criteria;
pub mod criteria_file;
pub mod recommendation;
pub mod recommendations;
