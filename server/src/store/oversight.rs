//! Reading across rounds, criteria and time: claims beside answers, targets, the map, trends.

use super::{Store, StoreError, Tx, broken, counted, on, rounds, tree};
use crate::store::authority::{Place, require};
use crate::store::criteria::{BY_UNIT, RowByUnit, by_unit_of};
use crate::store::public::{STOOD, district, document, figures_by, last_day, published};
use crate::store::units::{Atlas, predecessors};
use app::domain::collection::round::Round;
use app::domain::oversight::comparison::{Agreement, Comparison, Voice, compare, households};
use app::domain::oversight::criterion::{Assessment, Position, Status, positions};
use app::domain::oversight::map_metric::Mismatches;
use app::domain::oversight::target::{History, Profile};
use app::domain::oversight::title::{Recognition, Title};
use app::domain::people::account::Power;
use app::domain::survey::count::Count;
use app::domain::survey::percent::Share;
use app::domain::units::unit::{Level, Unit};
use app::ports::common::Actor;
use app::ports::common::Answer;
use app::ports::common::Faults;
use app::ports::common::PortError;
use app::ports::comparisons::ClaimRow;
use app::ports::comparisons::Claims;
use app::ports::comparisons::Comparisons;
use app::ports::maps::MapUnit;
use app::ports::maps::MapView;
use app::ports::maps::Maps;
use app::ports::maps::Outline;
use app::ports::targets::TargetData;
use app::ports::targets::Targets;
use app::ports::trends::RoundResults;
use app::ports::trends::TrendView;
use app::ports::trends::Trends;
use async_trait::async_trait;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use uuid::Uuid;

/// The answers of one commune in one round.
#[derive(Default)]
struct Answers {
    by_question: BTreeMap<u32, Count>,
    /// What participation is counted from.
    base: u64,
}

/// Frozen counts by round and commune, as they stood on a day.
async fn answers(tx: &mut Tx, day: NaiveDate) -> Result<HashMap<(Uuid, Uuid), Answers>, StoreError> {
    // Crosswise, so that SQLite goes from the few results to their answers: the other way it takes ten times as long.
    let sql = format!(
        "select a.round_id, a.unit_id, p.participation_base, a.question, a.satisfied, a.unsatisfied
         from published p cross join published_answer a
         where a.round_id = p.round_id and a.unit_id = p.unit_id and a.version = p.version and {STOOD}"
    );
    let sql = sqlx::AssertSqlSafe(sql);
    let rows: Vec<(Uuid, Uuid, i64, i64, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(day).fetch_all(conn).await)?;
    let mut found: HashMap<(Uuid, Uuid), Answers> = HashMap::new();
    for (round, unit, base, question, satisfied, unsatisfied) in rows {
        let counts = Count { satisfied: counted(satisfied), unsatisfied: counted(unsatisfied) };
        let own = found.entry((round, unit)).or_default();
        own.base = counted(base);
        own.by_question.insert(u32::try_from(question).unwrap_or_default(), counts);
    }
    Ok(found)
}

/// The published rounds whose rules recognise communes, oldest first.
async fn commune_rounds(tx: &mut Tx, until: NaiveDate) -> Answer<Vec<Arc<Round>>> {
    let sql = format!(
        "{} where r.state = 'published' and r.level = 'commune' and r.published_on <= $1
         order by r.published_on, r.opens",
        rounds::ROUND
    );
    let rows: Vec<rounds::Row> =
        on!(tx, |conn| sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(until).fetch_all(conn).await).map_err(broken)?;
    rows.into_iter().map(|row| Ok(Arc::new(rounds::round_of(row)?.1))).collect()
}

/// All that was ever written by these rulesets, by unit, in the order it was written.
async fn all_histories(
    tx: &mut Tx,
    rulesets: &[String],
    until: NaiveDate,
) -> Result<HashMap<Uuid, Vec<(String, Assessment)>>, StoreError> {
    let mut found: HashMap<Uuid, Vec<(String, Assessment)>> = HashMap::new();
    let sql = format!("{BY_UNIT} where ruleset_id = $1 and as_of <= $2 order by number");
    for ruleset in rulesets {
        let sql = sqlx::AssertSqlSafe(sql.clone());
        let rows: Vec<RowByUnit> = on!(tx, |conn| sqlx::query_as(sql).bind(ruleset).bind(until).fetch_all(conn).await)?;
        for row in rows {
            let (unit, one) = by_unit_of(row)?;
            found.entry(unit).or_default().push((ruleset.clone(), one));
        }
    }
    Ok(found)
}

/// Where every unit's criteria stand on a day by one ruleset.
async fn all_positions(tx: &mut Tx, ruleset: &str, day: NaiveDate) -> Result<Standing, StoreError> {
    let histories = all_histories(tx, &[ruleset.to_owned()], day).await?;
    let place = |(unit, own): (Uuid, Vec<(String, Assessment)>)| (unit, positions(own.iter().map(|(_, one)| one), day));
    Ok(histories.into_iter().map(place).collect())
}

async fn all_recognitions(tx: &mut Tx) -> Result<HashMap<Uuid, Vec<Recognition>>, StoreError> {
    let sql = "select unit_id, title, granted, decided_on, decision from recognition order by number";
    let rows: Vec<(Uuid, String, i64, NaiveDate, String)> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await)?;
    let mut found: HashMap<Uuid, Vec<Recognition>> = HashMap::new();
    for (unit, title, granted, day, decision) in rows {
        let title = Title::from_word(&title).ok_or(StoreError::Word(title))?;
        found.entry(unit).or_default().push(Recognition { title, granted: granted == 1, day, decision });
    }
    Ok(found)
}

/// How many recommendations are open on a day, by unit, set and criterion.
type Open = HashMap<(Uuid, String, u32), u64>;

/// How many recommendations are open on a day: all, or those that residents may read.
async fn open_recommendations(tx: &mut Tx, day: NaiveDate, public_only: bool) -> Result<Open, StoreError> {
    // What was closed later was open on that day.
    let sql = "select r.unit_id, r.ruleset_id, r.criterion, count(*) from recommendation r
               where r.raised_on <= $1 and r.closed_on > $1 and r.is_public >= $2
               group by r.unit_id, r.ruleset_id, r.criterion";
    let rows: Vec<(Uuid, String, i64, i64)> =
        on!(tx, |conn| sqlx::query_as(sql).bind(day).bind(i64::from(public_only)).fetch_all(conn).await)?;
    let row =
        |(unit, set, criterion, count)| ((unit, set, u32::try_from(criterion).unwrap_or_default()), counted(count));
    Ok(rows.into_iter().map(row).collect())
}

/// Where units' criteria stand on a day, by unit.
type Standing = HashMap<Uuid, BTreeMap<u32, Position>>;

/// What people say and what is claimed, of all communes on a day.
struct Said {
    /// Published rounds, oldest first.
    rounds: Vec<Arc<Round>>,
    answers: HashMap<(Uuid, Uuid), Answers>,
    /// Those that asked a commune, oldest first, as places among the rounds.
    asked: HashMap<Uuid, Vec<usize>>,
    /// By ruleset.
    standing: HashMap<String, Standing>,
}

impl Said {
    /// Reads it, and where the criteria of one more ruleset stand.
    async fn load(tx: &mut Tx, day: NaiveDate, more: &[(&str, u64)]) -> Answer<Self> {
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
    fn rounds_in(&self, communes: &[&Unit]) -> Vec<(Arc<Round>, u64)> {
        let mut here: BTreeMap<usize, u64> = BTreeMap::new();
        for at in communes.iter().filter_map(|commune| self.asked.get(&commune.id)).flatten() {
            *here.entry(*at).or_default() += 1;
        }
        here.into_iter().rev().map(|(at, communes)| (Arc::clone(&self.rounds[at]), communes)).collect()
    }

    /// The rounds that speak for a commune: of each family of sets the latest, or the one asked for, and behind it those
    /// that it repeats in part.
    fn speaking(&self, commune: Uuid, only: Option<Uuid>) -> Vec<Vec<&Arc<Round>>> {
        let mut families: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for latest in self.rounds_of(commune).rev() {
            let family = latest.ruleset.family();
            if only.is_some_and(|only| only != latest.id) || families.contains(&family) {
                continue;
            }
            families.push(family);
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
    fn compare(&self, commune: Uuid, only: Option<Uuid>) -> Vec<(&Arc<Round>, Comparison)> {
        self.speaking(commune, only).into_iter().flat_map(|chain| self.compare_chain(commune, &chain)).collect()
    }

    fn compare_chain<'a>(&self, commune: Uuid, rounds: &[&'a Arc<Round>]) -> Vec<(&'a Arc<Round>, Comparison)> {
        let voices: Vec<Voice<'_>> = rounds
            .iter()
            .map(|round| {
                let Answers { by_question, base } = &self.answers[&(round.id, commune)];
                let households = households(&round.ruleset, *base);
                Voice { ruleset: &round.ruleset, answers: by_question, households }
            })
            .collect();
        let positions = rounds.first().and_then(|round| self.standing.get(&round.ruleset.id)?.get(&commune));
        let status = |no: u32| positions.and_then(|own| own.get(&no)).map(Position::status).unwrap_or_default();
        compare(&voices, status).into_iter().map(|one| (rounds[one.voice], one)).collect()
    }
}

impl Store {
    /// The unit that is looked at: one by code inside somebody's scope, or their own.
    async fn overseen(&self, tx: &mut Tx, by: &Actor, code: Option<&str>, day: NaiveDate) -> Answer<(Unit, Atlas)> {
        let who = require(tx, by, Power::Oversee, Place::Anywhere).await?;
        let atlas = Atlas::load(tx).await?;
        let unit = match (code, who.unit) {
            (Some(code), _) => atlas.on_or_last(code, day).cloned().ok_or(PortError::Missing)?,
            (None, Some(own)) => {
                atlas.by_code.values().flatten().find(|unit| unit.id == own).cloned().ok_or(PortError::Missing)?
            }
            (None, None) => {
                let top = atlas.by_code.values().flatten().filter(|unit| unit.parent.is_none());
                top.max_by_key(|unit| unit.valid_from).cloned().ok_or(PortError::Missing)?
            }
        };
        if who.may_still(tx, Power::Oversee, unit.id).await? { Ok((unit, atlas)) } else { Err(PortError::Denied) }
    }
}

async fn published_rounds(tx: &mut Tx, unit: Uuid) -> Answer<Vec<RoundResults>> {
    let mut found = Vec::new();
    for (picked, level) in published(tx, unit).await?.into_iter().rev() {
        if level != Level::Commune.word() {
            continue;
        }
        let (_, round) = rounds::load(tx, picked.id).await?;
        let results = serde_json::from_str(&document(tx, picked.id, unit).await?).map_err(broken)?;
        found.push(RoundResults { round, results });
    }
    Ok(found)
}

#[async_trait]
impl Comparisons for Store {
    async fn claims(&self, by: &Actor, unit_code: Option<&str>, round: Option<Uuid>, day: NaiveDate) -> Answer<Claims> {
        let mut tx = self.db.read().await?;
        let (unit, atlas) = self.overseen(&mut tx, by, unit_code, day).await?;
        // On a day before a merger that is what the units of today were made of.
        let all = tree::lineage(&mut tx, unit.id, last_day(&unit).min(day)).await?;
        let by_id: HashMap<Uuid, &Unit> = atlas.by_code.values().flatten().map(|unit| (unit.id, unit)).collect();
        let said = Said::load(&mut tx, day, &[]).await?;
        let communes: Vec<&Unit> = all.iter().filter(|unit| unit.named.level == Level::Commune).collect();
        let rounds = said.rounds_in(&communes);
        let open = open_recommendations(&mut tx, day, false).await?;
        let unasked = communes.iter().filter(|commune| said.speaking(commune.id, None).is_empty());
        let unasked = unasked.map(|commune| ((*commune).clone(), district(&by_id, commune))).collect();
        let mut rows = Vec::new();
        for commune in communes {
            for (round, comparison) in said.compare(commune.id, round) {
                let criterion = round.ruleset.criterion(comparison.criterion);
                let topic = comparison.question.and_then(|no| round.ruleset.question(no)).map(|q| q.topic.clone());
                rows.push(ClaimRow {
                    unit: commune.clone(),
                    district: district(&by_id, commune),
                    round: Arc::clone(round),
                    criterion: criterion.map(|criterion| criterion.name.clone()).unwrap_or_default(),
                    topic: topic.unwrap_or_default(),
                    comparison,
                    open: open
                        .get(&(commune.id, round.ruleset.id.clone(), comparison.criterion))
                        .copied()
                        .unwrap_or_default(),
                });
            }
        }
        let rank = |row: &ClaimRow| Agreement::ALL.iter().position(|(one, _)| *one == row.comparison.agreement);
        rows.sort_by(|a, b| {
            // What the answers settle goes before what they leave open: none of one is no worse than 71 of a hundred.
            let open = |row: &ClaimRow| !row.comparison.is_settled();
            rank(a)
                .cmp(&rank(b))
                .then_with(|| open(a).cmp(&open(b)))
                .then_with(|| a.comparison.worst_first(&b.comparison))
                .then_with(|| a.unit.named.code.cmp(&b.unit.named.code))
                .then_with(|| a.comparison.criterion.cmp(&b.comparison.criterion))
        });
        let districts = all.iter().filter(|unit| unit.named.level == Level::District).map(|unit| unit.named.clone());
        Ok(Claims { unit, districts: districts.collect(), rows, rounds, unasked })
    }
}

#[async_trait]
impl Targets for Store {
    async fn profiles(&self) -> Answer<Vec<Profile>> {
        let mut tx = self.db.read().await?;
        let sql = "select document from target_profile order by id";
        let rows: Vec<String> = on!(&mut tx, |conn| sqlx::query_scalar(sql).fetch_all(conn).await).map_err(broken)?;
        rows.iter().map(|document| serde_json::from_str(document).map_err(broken)).collect()
    }

    async fn import_profile(&self, by: &Actor, profile: &Profile) -> Answer<()> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        let mut tx = self.db.write().await?;
        let sql = "insert into target_profile (id, document) values ($1, $2)
                   on conflict (id) do update set document = excluded.document";
        let document = serde_json::to_string(profile).map_err(broken)?;
        on!(&mut tx, |conn| sqlx::query(sql).bind(&profile.id).bind(&document).execute(conn).await.map(drop))
            .map_err(broken)?;
        Ok(tx.commit().await?)
    }

    async fn target_data(&self, unit_code: &str, rulesets: &[String], day: NaiveDate) -> Answer<TargetData> {
        let mut tx = self.db.read().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let unit = atlas.on_or_last(unit_code, day).cloned().ok_or(PortError::Missing)?;
        // The same code may have named another unit before: what lay in any of them is counted on its own days.
        let tops: HashSet<Uuid> = atlas.by_code.get(unit_code).into_iter().flatten().map(|unit| unit.id).collect();
        let all: HashMap<Uuid, &Unit> = atlas.by_code.values().flatten().map(|unit| (unit.id, unit)).collect();
        let lies_in = |unit: &Unit| {
            let mut at = Some(unit.id);
            while let Some(id) = at {
                if tops.contains(&id) {
                    return true;
                }
                at = all.get(&id).and_then(|unit| unit.parent);
            }
            false
        };
        let mut histories = all_histories(&mut tx, rulesets, day).await?;
        let mut titles = all_recognitions(&mut tx).await?;
        let mut found: Vec<History> = all
            .values()
            .filter(|unit| matches!(unit.named.level, Level::Commune | Level::District) && lies_in(unit))
            .map(|unit| History {
                unit: (*unit).clone(),
                assessments: histories.remove(&unit.id).unwrap_or_default(),
                recognitions: titles.remove(&unit.id).unwrap_or_default(),
            })
            .collect();
        found.sort_by(|a, b| a.unit.named.code.cmp(&b.unit.named.code).then(a.unit.valid_from.cmp(&b.unit.valid_from)));
        Ok(TargetData { unit, histories: found })
    }
}

#[async_trait]
impl Maps for Store {
    async fn map(&self, unit: &Unit, sets: &[(&str, u64)], day: NaiveDate) -> Answer<MapView> {
        let mut tx = self.db.read().await?;
        let all = tree::units(&mut tx, unit.id, last_day(unit).min(day)).await?;
        let by_id: HashMap<Uuid, &Unit> = all.iter().map(|unit| (unit.id, unit)).collect();
        let mut figures = figures_by(&mut tx, day).await?;
        let said = Said::load(&mut tx, day, sets).await?;
        let mut open: HashMap<Uuid, u64> = HashMap::new();
        for ((commune, ..), count) in open_recommendations(&mut tx, day, true).await? {
            *open.entry(commune).or_default() += count;
        }
        let mut outlines = outlines(&mut tx).await?;
        let mut units = Vec::new();
        for commune in all.iter().filter(|unit| unit.named.level == Level::Commune) {
            let compared = said.compare(commune.id, None);
            // A commune stands by the newest set that it was assessed by.
            let own =
                sets.iter().rev().find_map(|(ruleset, all)| Some((said.standing[*ruleset].get(&commune.id)?, *all)));
            let met =
                |own: &BTreeMap<u32, Position>| own.values().filter(|one| one.status() == Status::Met).count() as u64;
            units.push(MapUnit {
                unit: commune.clone(),
                district: district(&by_id, commune),
                rings: outlines.remove(&commune.id).unwrap_or_default(),
                result: figures.remove(&commune.id),
                criteria: own.map(|(own, all)| Share::new(met(own), all)),
                mismatches: mismatches(&compared),
                open: open.get(&commune.id).copied().unwrap_or_default(),
            });
        }
        Ok(MapView { unit: unit.clone(), above: tree::above(&mut tx, unit.id).await?, units })
    }

    async fn import_boundaries(&self, by: &Actor, new: Vec<Outline>, day: NaiveDate) -> Answer<u64> {
        if *by != Actor::Operator {
            return Err(PortError::Denied);
        }
        let mut tx = self.db.write().await?;
        let atlas = Atlas::load(&mut tx).await?;
        let mut faults = Faults::default();
        let mut seen = HashSet::new();
        let mut writes = Vec::new();
        for Outline { code, feature, rings } in new {
            match atlas.on(&code, day) {
                None => {
                    let day = day.format("%-d/%-m/%Y");
                    faults.add(feature, format!("không có đơn vị mã {code} vào ngày {day}"));
                }
                Some(_) if !seen.insert(code.clone()) => faults.add(feature, format!("mã {code} có hai lần trong tệp")),
                Some(unit) => writes.push((unit.id, serde_json::to_string(&rings).map_err(broken)?)),
            }
        }
        faults.or(())?;
        let sql = "insert into boundary (unit_id, rings) values ($1, $2)
                   on conflict (unit_id) do update set rings = excluded.rings";
        for (unit, rings) in &writes {
            on!(&mut tx, |conn| sqlx::query(sql).bind(unit).bind(rings).execute(conn).await.map(drop))
                .map_err(broken)?;
        }
        tx.commit().await?;
        Ok(writes.len() as u64)
    }
}

#[async_trait]
impl Trends for Store {
    async fn trend(&self, unit: &Unit) -> Answer<TrendView> {
        let mut tx = self.db.read().await?;
        let mut background: Vec<(Unit, Vec<RoundResults>)> = Vec::new();
        for before in predecessors(&mut tx, unit.id).await? {
            let own = published_rounds(&mut tx, before.id).await?;
            if !own.is_empty() {
                background.push((before, own));
            }
        }
        Ok(TrendView {
            unit: unit.clone(),
            above: tree::above(&mut tx, unit.id).await?,
            rounds: published_rounds(&mut tx, unit.id).await?,
            predecessors: background,
        })
    }
}

/// How many criteria are claimed as met that people deny: what the answers settle, and what they leave open either way.
/// `None` where nothing that people were asked about is claimed, so that there is nothing to deny.
fn mismatches(compared: &[(&Arc<Round>, Comparison)]) -> Option<Mismatches> {
    let criteria = |is: &dyn Fn(&Comparison) -> bool| -> HashSet<(&str, u32)> {
        let found = compared.iter().filter(|(_, one)| is(one));
        found.map(|(round, one)| (round.ruleset.id.as_str(), one.criterion)).collect()
    };
    let claimed = criteria(&|one| matches!(one.agreement, Agreement::Agrees | Agreement::Mismatch));
    let denied = criteria(&Comparison::is_denied);
    let unsettled =
        criteria(&|one| matches!(one.agreement, Agreement::Agrees | Agreement::Mismatch) && !one.is_settled());
    let open = unsettled.difference(&denied).count() as u64;
    (!claimed.is_empty()).then_some(Mismatches { denied: denied.len() as u64, open })
}

/// All outlines there are.
async fn outlines(tx: &mut Tx) -> Answer<HashMap<Uuid, Vec<Vec<(i32, i32)>>>> {
    let sql = "select unit_id, rings from boundary";
    let rows: Vec<(Uuid, String)> = on!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await).map_err(broken)?;
    rows.into_iter().map(|(unit, rings)| Ok((unit, serde_json::from_str(&rings).map_err(broken)?))).collect()
}
