//! What is asked and what the answers mean: the ruleset, the ballot, its wording, counting, shares, verdicts.

pub mod ballot;
pub mod box_counts;
pub mod choice;
pub mod correction;
pub mod count;
pub mod disclosure;
pub mod interval;
pub mod node;
pub mod percent;
pub mod results;
pub mod ruleset;
pub mod ruleset_check;
pub mod source;
pub mod taken_form;
pub mod threshold;
pub mod translation;
pub mod verdict;
pub mod withheld;
