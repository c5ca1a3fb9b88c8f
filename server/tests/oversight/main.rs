//! The contract of the ports of oversight: every method, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "a test that stumbles has failed")]

#[path = "../common/mod.rs"]
mod common;

mod claims;
mod criteria;
mod mergers;
mod province;
mod recommendations;
mod supervision;

use app::domain::collection::plan::{Papers, Plan, Purpose};
use app::domain::oversight::comparison::Agreement;
use app::domain::oversight::criterion::{By, Status, lacking, positions};
use app::domain::oversight::map_metric::Mismatches;
use app::domain::oversight::milestone::{MilestoneEntry, Word};
use app::domain::oversight::progress::Progress;
use app::domain::oversight::recommendation::{RecommendationAction, Stage};
use app::domain::oversight::target::figures;
use app::domain::people::account::Role;
use app::domain::revision::Revision;
use app::domain::survey::percent::Share;
use app::domain::units::title::{Recognition, Title};
use app::domain::units::unit::{Level, UnitRef};
use app::i18n::{Lang, say};
use app::ports::audit_log::{AuditLog as _, Detail, LogQuery};
use app::ports::census::*;
use app::ports::common::*;
use app::ports::comparisons::{ClaimRow, Comparisons as _};
use app::ports::criteria::*;
use app::ports::criteria_files::*;
use app::ports::files::*;
use app::ports::hamlets::*;
use app::ports::maps::Maps as _;
use app::ports::maps::Outline;
use app::ports::milestones::*;
use app::ports::minutes::*;
use app::ports::plans::Plans as _;
use app::ports::recommendations::*;
use app::ports::results::*;
use app::ports::rounds::*;
use app::ports::targets::Targets as _;
use app::ports::titles::*;
use app::ports::trends::Trends as _;
use app::ports::units::*;
use app::ports::verification::*;
use claims::*;
use common::*;
use criteria::*;
use mergers::*;
use province::*;
use recommendations::*;
use server::data::units;
use server::files::csv;
use std::collections::BTreeMap;
use supervision::*;
use uuid::Uuid;

on_both! {
    a_years_supervision_is_planned_visited_answered_and_concluded_by_whoever_supervises => programme;
    a_programme_about_a_commune_that_was_merged_keeps_its_name => programme_of_merged;
    statuses_are_history_and_nothing_is_overwritten => statuses;
    an_appraisal_outlives_a_newer_claim_and_a_mistake_is_taken_back_by_whoever_wrote_it => taken_back;
    indicators_stand_beside_their_criterion_and_are_not_counted => indicators;
    a_file_of_statuses_is_looked_at_before_it_is_taken_in => drafts;
    a_file_that_names_no_side_is_an_appraisal_of_whoever_stands_above => no_side;
    a_commune_stands_by_the_newest_set_it_was_assessed_by => periods;
    titles_are_granted_and_withdrawn_by_those_above => titles;
    proofs_are_for_whoever_oversees_the_unit => proofs;
    a_refused_form_leaves_no_file => no_file_left;
    a_unit_keeps_files_up_to_its_quota_and_is_told_the_numbers => quota;
    a_recommendation_goes_through_answer_return_second_answer_and_close => recommendation;
    a_front_closes_and_hides_only_what_it_or_one_below_it_raised => raised_above;
    an_answer_whose_form_is_sent_twice_is_one_answer => sent_twice;
    one_recommendation_sent_many_times_at_once_is_one => sent_at_once;
    a_round_that_asks_again_speaks_only_of_what_it_asks => asked_again;
    what_few_answers_leave_open_stands_below_what_many_settle => left_open;
    a_code_that_is_used_again_keeps_old_and_new_apart => used_again;
    a_commune_that_gave_a_part_away_keeps_its_own_affairs => part_given;
    a_commune_that_another_one_took_over_is_in_the_hands_of_that_one => absorbed;
    a_commune_divided_in_two_is_background_to_both_and_its_households_neither_ones => divided;
    who_takes_a_commune_over_reads_and_answers_for_it => taken_over;
    two_who_act_at_once_on_a_recommendation_do_not_pass_each_other => at_once;
    a_claim_that_people_deny_is_the_top_mismatch => claims;
    where_no_share_is_asked_for_the_least_satisfied_stand_first_and_nothing_is_judged => unjudged;
    a_criterion_without_an_entry_is_counted_apart => no_entries;
    another_family_of_sets_stands_beside_and_hides_nothing => beside_each_other;
    a_merged_commune_shows_its_predecessors_and_inherits_no_title => merged;
    the_plans_targets_agree_with_a_count_of_their_own => targets;
    figures_and_acts_of_a_plan_are_history_written_by_whoever_answers_for_the_plan => milestones;
    the_map_shows_each_day_and_outlines_go_in_whole_or_not_at_all => map;
}

const SET: &str = "xa-ntm-2021-2025";
const BESIDE: &str = "24940";

fn row(unit: &str, criterion: u32, status: Status, as_of: &str) -> CriterionRow {
    CriterionRow {
        unit_code: unit.into(),
        ruleset: SET.into(),
        level: Level::Commune,
        criterion,
        indicator: 0,
        by: Some(By::Claim),
        status,
        value: String::new(),
        as_of: day(as_of),
        document: "BC 12/BC-UBND".into(),
    }
}

fn appraised(unit: &str, criterion: u32, status: Status, as_of: &str) -> CriterionRow {
    CriterionRow { by: Some(By::Appraisal), ..row(unit, criterion, status, as_of) }
}

fn denied<T: std::fmt::Debug>(answer: Answer<T>) {
    assert!(matches!(answer, Err(PortError::Denied)), "{answer:?}");
}

/// A published round in which `satisfied` of a hundred are satisfied with each question.
async fn published(world: &World, unit: &str, satisfied: impl Fn(u32) -> u64) -> Uuid {
    published_by(world, unit, ruleset(SET), Papers::default(), (100, 100), satisfied).await
}

/// The same by rules of one's own, of so many valid ballots from so many households.
async fn published_by(
    world: &World,
    unit: &str,
    ruleset: app::domain::survey::ruleset::Ruleset,
    papers: Papers,
    (valid, households): (u64, u64),
    satisfied: impl Fn(u32) -> u64,
) -> Uuid {
    world.hamlets(unit, &[("01", households)]).await;
    let questions = u32::try_from(ruleset.questions.len()).unwrap();
    // Who asks again asks later.
    let opens = day(if papers.repeats.is_some() { "2024-07-02" } else { "2024-07-01" });
    let (id, closes) = (Uuid::new_v4(), day("2024-07-26"));
    let papers = Papers { purpose: Purpose::Repeat, ..papers };
    let round = NewRound { id, unit_code: unit.into(), ruleset, papers, opens, closes };
    world.store.open_at_once(&Actor::Operator, round, now()).await.unwrap();
    let rows = minutes(unit, "01", head(households, households, valid, 0), questions, satisfied);
    world.store.import_minutes(&Actor::Operator, id, rows, Replacing::None, now()).await.unwrap();
    world.store.close(&Actor::Operator, id, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(&world.store, id).await;
    world.store.publish(&Actor::Operator, id, now()).await.unwrap();
    id
}
