//! What people said and what was claimed, of all communes on a day.

use crate::store::assessment_records::{BY_UNIT, UnitAssessmentRecord};
use crate::store::db::{StoreError, from_db, small};
use crate::store::published_records::WAS_PUBLIC;
use crate::store::round_records::{ROUND, RoundRecord};
use crate::store::tx::{Tx, fetch_all};
use app::domain::collection::round::Round;
use app::domain::oversight::comparison::{Comparison, RoundAnswers, compare, households};
use app::domain::oversight::criterion::{Assessment, Position, positions};
use app::domain::survey::count::Count;
use app::domain::units::title::Title;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::Answer;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// What people say and what is claimed, of all communes on a day.
pub(super) struct Snapshot {
    /// Published rounds, oldest first.
    rounds: Vec<Arc<Round>>,
    answers: HashMap<(Uuid, Uuid), Answers>,
    /// Those that asked a commune, oldest first, as places among the rounds.
    asked: HashMap<Uuid, Vec<usize>>,
    /// By ruleset.
    pub(super) standing: HashMap<String, Standing>,
}

impl Snapshot {
    /// Reads it, and where the criteria of one more ruleset stand.
    pub(super) async fn load(tx: &mut Tx, day: NaiveDate, more: &[(&str, u64)]) -> Answer<Self> {
        let (rounds, answers) = (commune_rounds(tx, day).await?, answers(tx, day).await?);
        let mut standing = HashMap::new();
        let ids: BTreeSet<&str> = rounds
            .iter()
            .map(|round| round.ruleset.id.as_str())
            .chain(more.iter().map(|(ruleset, _)| *ruleset))
            .collect();
        for id in ids {
            standing.insert(id.to_owned(), all_positions(tx, id, day).await?);
        }
        let places: HashMap<Uuid, usize> = rounds.iter().enumerate().map(|(at, round)| (round.id, at)).collect();
        let mut asked: HashMap<Uuid, Vec<usize>> = HashMap::new();
        for (round, commune) in answers.keys() {
            asked.entry(*commune).or_default().extend(places.get(round));
        }
        asked.values_mut().for_each(|own| own.sort_unstable());
        Ok(Self { rounds, answers, asked, standing })
    }

    /// The rounds that asked a commune, oldest first.
    fn rounds_of(&self, commune: Uuid) -> impl DoubleEndedIterator<Item = &Arc<Round>> {
        self.asked.get(&commune).into_iter().flatten().map(|at| &self.rounds[*at])
    }

    /// The rounds that asked any of some communes, latest first, and how many of them each asked.
    pub(super) fn rounds_in(&self, communes: &[&Unit]) -> Vec<(Arc<Round>, u64)> {
        let mut here: BTreeMap<usize, u64> = BTreeMap::new();
        for at in communes.iter().filter_map(|commune| self.asked.get(&commune.id)).flatten() {
            *here.entry(*at).or_default() += 1;
        }
        here.into_iter().rev().map(|(at, communes)| (Arc::clone(&self.rounds[at]), communes)).collect()
    }

    /// The rounds that speak for a commune: of the sets for each title the latest, or the one asked for, and behind it those
    /// that it repeats in part.
    pub(super) fn speaking(&self, commune: Uuid, only: Option<Uuid>) -> Vec<Vec<&Arc<Round>>> {
        let mut titles: Vec<(Level, Title)> = Vec::new();
        let mut found = Vec::new();
        for latest in self.rounds_of(commune).rev() {
            let title = (latest.ruleset.level, latest.ruleset.title);
            if only.is_some_and(|only| only != latest.id) || titles.contains(&title) {
                continue;
            }
            titles.push(title);
            let mut chain = vec![latest];
            let before = |one: &Arc<Round>| self.rounds_of(commune).find(|round| one.papers.repeats == Some(round.id));
            while let Some(earlier) = chain.last().and_then(|one| before(one)) {
                chain.push(earlier);
            }
            found.push(chain);
        }
        found
    }

    /// A commune's criteria beside what people say, each with the round that asked.
    pub(super) fn compare(&self, commune: Uuid, only: Option<Uuid>) -> Vec<(&Arc<Round>, Comparison)> {
        self.speaking(commune, only).into_iter().flat_map(|chain| self.compare_chain(commune, &chain)).collect()
    }

    fn compare_chain<'a>(&self, commune: Uuid, rounds: &[&'a Arc<Round>]) -> Vec<(&'a Arc<Round>, Comparison)> {
        let rounds_answers: Vec<RoundAnswers<'_>> = rounds
            .iter()
            .map(|round| {
                let Answers { by_question, base } = &self.answers[&(round.id, commune)];
                let households = households(&round.ruleset, *base);
                RoundAnswers { ruleset: &round.ruleset, answers: by_question, households }
            })
            .collect();
        let positions = rounds.first().and_then(|round| self.standing.get(&round.ruleset.id)?.get(&commune));
        let status = |no: u32| positions.and_then(|own| own.get(&no)).map(Position::status);
        compare(&rounds_answers, status).into_iter().map(|one| (rounds[one.round], one)).collect()
    }
}

/// The answers of one commune in one round.
#[derive(Default)]
struct Answers {
    by_question: BTreeMap<u32, Count>,
    /// What participation is counted from.
    base: u64,
}

/// Frozen counts by round and commune, as they stood on a day.
async fn answers(tx: &mut Tx, day: NaiveDate) -> Result<HashMap<(Uuid, Uuid), Answers>, StoreError> {
    // Crosswise, so that SQLite goes from the few results to their answers: the other way it takes ten times as long. A round
    // of which no answer is told has been published all the same.
    let sql = format!(
        "select p.round_id, p.unit_id, p.participation_base, a.question, a.satisfied, a.unsatisfied
         from published p cross join unit u
         left join published_answer a on a.round_id = p.round_id and a.unit_id = p.unit_id and a.version = p.version
         where u.id = p.unit_id and u.level = 'commune' and {WAS_PUBLIC}"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    let rows: Vec<AnswerRecord> = fetch_all!(tx, sql, day)?;
    let mut found: HashMap<(Uuid, Uuid), Answers> = HashMap::new();
    for row in rows {
        let own = found.entry((row.round_id, row.unit_id)).or_default();
        own.base = from_db(row.participation_base);
        if let (Some(question), Some(satisfied), Some(unsatisfied)) = (row.question, row.satisfied, row.unsatisfied) {
            let counts = Count { satisfied: from_db(satisfied), unsatisfied: from_db(unsatisfied) };
            own.by_question.insert(small(question), counts);
        }
    }
    Ok(found)
}

/// A row of `published_answer` with what participation is counted from.
#[derive(sqlx::FromRow)]
struct AnswerRecord {
    round_id: Uuid,
    unit_id: Uuid,
    participation_base: i64,
    question: Option<i64>,
    satisfied: Option<i64>,
    unsatisfied: Option<i64>,
}

/// The published rounds whose rules recognise communes, oldest first.
async fn commune_rounds(tx: &mut Tx, until: NaiveDate) -> Result<Vec<Arc<Round>>, StoreError> {
    let sql = format!(
        "{ROUND} where r.state = 'published' and r.level = 'commune' and r.published_on <= $1
         order by r.published_on, r.opens, r.id desc"
    );
    let rows: Vec<RoundRecord> = fetch_all!(tx, sqlx::AssertSqlSafe(sql), until)?;
    rows.into_iter().map(|row| Ok(Arc::new(row.read()?.1))).collect()
}

/// Where units' criteria stand on a day, by unit.
pub(super) type Standing = HashMap<Uuid, BTreeMap<u32, Position>>;

/// Where every unit's criteria stand on a day by one ruleset.
async fn all_positions(tx: &mut Tx, ruleset: &str, day: NaiveDate) -> Result<Standing, StoreError> {
    let histories = all_histories(tx, &[ruleset.to_owned()], day).await?;
    let place = |(unit, own): (Uuid, Vec<(String, Assessment)>)| (unit, positions(own.iter().map(|(_, one)| one), day));
    // What is said of indicators alone says nothing of a criterion.
    Ok(histories.into_iter().map(place).filter(|(_, own)| !own.is_empty()).collect())
}

/// All that was ever written by these rulesets, by unit, in the order it was written.
pub(super) async fn all_histories(
    tx: &mut Tx,
    rulesets: &[String],
    until: NaiveDate,
) -> Result<HashMap<Uuid, Vec<(String, Assessment)>>, StoreError> {
    let mut found: HashMap<Uuid, Vec<(String, Assessment)>> = HashMap::new();
    let sql = format!("{BY_UNIT} and ruleset_id = $1 and as_of <= $2 order by number");
    for ruleset in rulesets {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        let rows: Vec<UnitAssessmentRecord> = fetch_all!(tx, sql, ruleset, until)?;
        for row in rows {
            let (unit, one) = row.read()?;
            found.entry(unit).or_default().push((ruleset.clone(), one));
        }
    }
    Ok(found)
}

/// How many recommendations are open on a day, by unit, set and criterion.
type Open = HashMap<(Uuid, String, u32), u64>;

/// How many recommendations are open on a day: all, or those that residents may read.
pub(super) async fn open_recommendations(tx: &mut Tx, day: NaiveDate, public_only: bool) -> Result<Open, StoreError> {
    // What was closed later was open on that day.
    let sql = "select r.unit_id, r.ruleset_id, r.criterion, count(*) as open from recommendation r
               where r.raised_on <= $1 and r.closed_on > $1 and r.is_public >= $2
               group by r.unit_id, r.ruleset_id, r.criterion";
    let rows: Vec<OpenRecord> = fetch_all!(tx, sql, day, i64::from(public_only))?;
    Ok(rows.into_iter().map(|row| ((row.unit_id, row.ruleset_id, small(row.criterion)), from_db(row.open))).collect())
}

/// How many recommendations are open about a criterion.
#[derive(sqlx::FromRow)]
struct OpenRecord {
    unit_id: Uuid,
    ruleset_id: String,
    criterion: i64,
    open: i64,
}
