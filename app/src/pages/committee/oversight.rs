//! Criteria, what is claimed beside what people answered, recommendations.

pub mod comparison;
mod comparison_filter;
mod comparison_row;
pub mod criteria;
mod criteria_entry;
pub mod criteria_file;
pub mod criteria_files;
mod criteria_item;
mod criteria_table;
mod criteria_take_back;
pub(in crate::pages::committee) mod evidence;
mod milestones;
pub mod new_recommendation;
pub mod recommendation;
mod recommendation_steps;
pub mod recommendations;
mod recommendations_by_unit;
mod suggestion;
mod titles;
