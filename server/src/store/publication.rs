//! Publishing: results frozen by version with the notice that tells them. What was published stays beside its corrections,
//! but for counts that would tell on people beside them.

use crate::store::audit_slip_records::{expect_all_judged, judged_slips, slips_together};
use crate::store::ballot_box::destroy_opening_key;
use crate::store::box_opening::forget_hamlets;
use crate::store::counting_records::expect_all_counted;
use crate::store::db::{StoreError, db_error, to_db};
use crate::store::purge::{PurgeScope, request_purge};
use crate::store::round_records::ending;
use crate::store::tallies::counted_node;
use crate::store::template_records::template_in_force;
use crate::store::tx::{Tx, execute, fetch_all, scalar_optional, scalars, with_conn};
use crate::store::unit_tree::units_below;
use app::domain::collection::notice::{Notice, NoticeWords};
use app::domain::collection::round::{Round, State};
use app::domain::document_kind::DocumentKind;
use app::domain::survey::correction::{Version, withhold_corrected};
use app::domain::survey::node::Node;
use app::domain::survey::results::Results;
use app::domain::survey::verdict::participation;
use app::domain::units::unit::Level;
use app::i18n::reasons::word_reasons;
use app::i18n::{Lang, local, say};
use app::ports::common::{Answer, Now, refuse};
use app::ports::notices::{NoticeRefused, NoticeText};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Publishes a closed round for the first time.
pub(super) async fn publish_first(
    tx: &mut Tx,
    round: &Round,
    unit_id: Uuid,
    words: NoticeWords,
    now: Now,
) -> Answer<()> {
    expect_all_counted(tx, round.id).await?;
    expect_all_judged(tx, round.id).await?;
    let today = local(now).date();
    let round = &Round { state: State::Published, published_on: Some(today), ..round.clone() };
    freeze(tx, round, unit_id, 1, today).await?;
    write_version(tx, round, unit_id, (1, today), words, String::new()).await?;
    let sql = "update round set state = 'published', published_on = $2 where id = $1";
    execute!(tx, sql, round.id, today)?;
    destroy_opening_key(tx, round.id).await?;
    forget_hamlets(tx, round.id).await?;
    request_purge(tx, PurgeScope::Boxes).await?;
    Ok(())
}

/// Publishes a new version beside `before`; answers its number.
pub(super) async fn publish_again(
    tx: &mut Tx,
    round: &Round,
    unit_id: Uuid,
    before: &Notice,
    words: NoticeWords,
    reason: &str,
    now: Now,
) -> Answer<u32> {
    let version = before.version + 1;
    let today = local(now).date();
    freeze(tx, round, unit_id, version, today).await?;
    write_version(tx, round, unit_id, (version, today), words, reason.to_owned()).await?;
    Ok(version)
}

async fn write_version(
    tx: &mut Tx,
    round: &Round,
    unit_id: Uuid,
    (version, published_on): (u32, NaiveDate),
    words: NoticeWords,
    reason: String,
) -> Answer<()> {
    let ending = ending(tx, round.id).await?;
    let audit_slips = slips_together(judged_slips(tx, round.id).await?.values());
    let full_figures = round.full_figures.clone();
    let template = template_in_force(tx, unit_id, DocumentKind::Notice).await?;
    let notice = Notice { words, version, published_on, reason, ending, full_figures, audit_slips, template };
    write_notice(tx, round.id, version, &serde_json::to_string(&notice).map_err(db_error)?).await
}

/// Freezes the results of a round's unit and all below it as the latest version.
async fn freeze(tx: &mut Tx, round: &Round, unit_id: Uuid, version: u32, today: NaiveDate) -> Answer<()> {
    let units = units_below(tx, unit_id, round.opens).await?;
    let ids: HashMap<&str, Uuid> = units.iter().map(|unit| (unit.named.code.as_str(), unit.id)).collect();
    let old = "update published set latest = 0, superseded_on = $2 where round_id = $1 and latest = 1";
    execute!(tx, old, round.id, today)?;
    let node = counted_node(tx, unit_id, round).await?;
    let mut nodes: Vec<&Node> = node.iter().collect();
    while let Some(node) = nodes.pop() {
        if node.unit.level == Level::Hamlet {
            continue;
        }
        if let Some(unit) = ids.get(node.unit.code.as_str()) {
            freeze_unit(tx, round, *unit, (version, today), node).await?;
        }
        nodes.extend(&node.children);
    }
    for older in 1..version {
        withhold_in(tx, round, older, version).await?;
    }
    Ok(())
}

/// Withholds of an older version what would tell on people beside the one that is new.
async fn withhold_in(tx: &mut Tx, round: &Round, older: u32, version: u32) -> Answer<()> {
    let mut before = frozen(tx, round.id, older).await?;
    let units: HashMap<String, Uuid> = before.iter().map(|(code, (unit, _))| (code.clone(), *unit)).collect();
    let new: Version = frozen(tx, round.id, version).await?.into_iter().map(|(code, (_, own))| (code, own)).collect();
    let mut old: Version = before.iter().map(|(code, (_, own))| (code.clone(), own.clone())).collect();
    if !withhold_corrected(&mut old, &new, round.ruleset.disclosure.fewest) {
        return Ok(());
    }
    for (code, mut results) in old {
        let (Some(unit), Some((_, kept))) = (units.get(&code), before.remove(&code)) else { continue };
        if results == kept {
            continue;
        }
        word_reasons(&round.ruleset, &mut results);
        let overall = results.overall_counts();
        let document = serde_json::to_string(&results).map_err(db_error)?;
        let sql = "update published set document = $4, satisfied = $5, unsatisfied = $6
                   where round_id = $1 and unit_id = $2 and version = $3";
        let version = i64::from(older);
        execute!(tx, sql, round.id, unit, version, &document, to_db(overall.satisfied), to_db(overall.unsatisfied))?;
        for question in results.questions.iter().filter(|question| question.counts.is_none()) {
            let sql =
                "delete from published_answer where round_id = $1 and unit_id = $2 and version = $3 and question = $4";
            execute!(tx, sql, round.id, unit, version, i64::from(question.no))?;
        }
    }
    Ok(())
}

/// The results of a version as they were frozen, with their units.
async fn frozen(tx: &mut Tx, round: Uuid, version: u32) -> Answer<BTreeMap<String, (Uuid, Results)>> {
    let sql = "select unit_id, document from published where round_id = $1 and version = $2";
    let rows: Vec<(Uuid, String)> = fetch_all!(tx, sql, round, i64::from(version))?;
    let read = |(unit, document): (Uuid, String)| {
        let results: Results = serde_json::from_str(&document).map_err(db_error)?;
        Ok((results.unit.code.clone(), (unit, results)))
    };
    rows.into_iter().map(read).collect()
}

async fn freeze_unit(
    tx: &mut Tx,
    round: &Round,
    unit: Uuid,
    (version, today): (u32, NaiveDate),
    node: &Node,
) -> Result<(), StoreError> {
    let results = app::i18n::reasons::results(&round.ruleset, node);
    let share = participation(&round.ruleset.participation, &node.tally.turnout);
    let overall = results.overall_counts();
    let document = serde_json::to_string(&results)?;
    let sql = "insert into published (round_id, unit_id, version, latest, participated, participation_base, satisfied,
                                      unsatisfied, met, document, published_on)
               values ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $10)";
    execute!(
        tx,
        sql,
        round.id,
        unit,
        i64::from(version),
        to_db(share.part),
        to_db(share.whole),
        to_db(overall.satisfied),
        to_db(overall.unsatisfied),
        results.verdict.met,
        &document,
        today
    )?;
    let told = results.questions.iter().filter_map(|question| Some((question.no, question.counts?)));
    let told: Vec<_> = told.collect();
    if node.unit.level == Level::Commune && !told.is_empty() {
        with_conn!(tx, |conn| {
            let mut sql = sqlx::QueryBuilder::new(
                "insert into published_answer (round_id, unit_id, version, question, satisfied, unsatisfied) ",
            );
            sql.push_values(&told, |mut values, (no, counts)| {
                values.push_bind(round.id).push_bind(unit).push_bind(i64::from(version));
                values.push_bind(i64::from(*no)).push_bind(to_db(counts.satisfied));
                values.push_bind(to_db(counts.unsatisfied));
            });
            sql.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

async fn write_notice(tx: &mut Tx, round: Uuid, version: u32, document: &str) -> Answer<()> {
    let sql = "insert into notice (round_id, version, document) values ($1, $2, $3)
               on conflict (round_id, version) do update set document = excluded.document";
    let version = i64::from(version);
    execute!(tx, sql, round, version, document)?;
    Ok(())
}

pub(super) async fn keep_draft(tx: &mut Tx, round: Uuid, words: &NoticeWords) -> Answer<()> {
    write_notice(tx, round, 0, &serde_json::to_string(words).map_err(db_error)?).await
}

/// What is written and not published yet.
pub(super) async fn draft(tx: &mut Tx, round: &Round) -> Answer<NoticeWords> {
    let sql = "select document from notice where round_id = $1 and version = 0";
    let document: Option<String> = scalar_optional!(tx, sql, round.id)?;
    match document {
        Some(document) => Ok(serde_json::from_str(&document).map_err(db_error)?),
        None => Ok(last_words(tx, round).await?.unwrap_or_else(|| NoticeWords {
            above: say(Lang::Vi, &NoticeText::Committee { unit: round.unit.name.to_uppercase() }.into()),
            committee: say(Lang::Vi, &NoticeText::StandingCommittee.into()),
            title: say(Lang::Vi, &NoticeText::Chair.into()),
            receivers: receivers(&round.unit.name),
            ..NoticeWords::default()
        })),
    }
}

/// Who receives a notice, until somebody writes it.
pub fn receivers(unit: &str) -> Vec<String> {
    let unit = unit.to_owned();
    let all = [NoticeText::ReceiverOffice { unit }, NoticeText::ReceiverHamlets, NoticeText::ReceiverArchive];
    all.map(|text| say(Lang::Vi, &text.into())).to_vec()
}

/// What the same unit's committee wrote last time, without what belongs to that round alone.
async fn last_words(tx: &mut Tx, round: &Round) -> Result<Option<NoticeWords>, StoreError> {
    let sql = "select n.document from notice n join round r on r.id = n.round_id
               where n.version > 0 and r.unit_id = (select unit_id from round where id = $1) and r.id <> $1
               order by r.published_on desc, n.version desc limit 1";
    let document: Option<String> = scalar_optional!(tx, sql, round.id)?;
    let Some(document) = document else { return Ok(None) };
    let Notice { words, .. } = serde_json::from_str(&document)?;
    Ok(Some(NoticeWords { number: String::new(), summaries: BTreeMap::new(), ..words }))
}

/// What was published, latest first.
pub(super) async fn versions(tx: &mut Tx, round: Uuid) -> Result<Vec<Notice>, StoreError> {
    let sql = "select document from notice where round_id = $1 and version > 0 order by version desc";
    let rows: Vec<String> = scalars!(tx, sql, round)?;
    rows.iter().map(|document| Ok(serde_json::from_str(document)?)).collect()
}

pub(super) fn expect_no_gaps(words: &NoticeWords) -> Answer<()> {
    let missing: Vec<_> = words.missing().into_iter().map(|(_, gap)| say(Lang::Vi, &gap.into())).collect();
    if missing.is_empty() { Ok(()) } else { refuse(NoticeRefused::Gaps { items: missing.join(" ") }) }
}
