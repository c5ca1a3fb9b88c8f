//! Recommendations: the list of one's scope, by month or quarter too; raising one.

use crate::domain::oversight::recommendation::{LONGEST_TEXT, Period, Stage};
use crate::domain::people::account::Power;
use crate::domain::survey::interval;
use crate::domain::survey::percent::{Share, count};
use crate::domain::survey::ruleset;
use crate::domain::units::unit::{Unit, UnitRef};
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, day, local};
use crate::pages::committee::oversight::criteria::{file_field, keep_file, read_day};
use crate::pages::committee::page::{asked_for, committee_page};
use crate::pages::committee::step::{Asked, Done};
use crate::pages::results::unit_address::stood;
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::recommendations::NewRecommendation;
use crate::ports::recommendations::RecommendationRow;
use crate::ports::recommendations::Subject;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, choose, tick, unit_options};
use crate::ui::labels::label;
use crate::ui::status::stage_view;
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

const ADDRESS: &str = "/lam-viec/kien-nghi";
/// How long a People's Committee has where nothing else is said.
const DAYS_TO_ANSWER: u64 = 15;

/// Raises one.
pub(crate) async fn raise(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let by = asked.me()?.actor();
    let mut faults = Vec::new();
    let due = read_day(asked, "due", &mut faults);
    for (name, text) in [("title", "Ghi nội dung kiến nghị trong một dòng."), ("text", "Ghi lý do và điều kiến nghị.")]
    {
        if asked.text(name).is_empty() {
            faults.push(Fault::of(name, text));
        }
    }
    let unit = asked.text("unit");
    let stood = stood(ports, &unit, None).await?;
    let small = |name: &str| asked.number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    let round = asked.fields.get("dot").parse().ok();
    if let Some(text) = wrong_subject(ports, &stood.named, &asked.text("bo"), small("criterion")) {
        faults.push(Fault::of("criterion", text));
    }
    if let Some(round) = round
        && ports.results.document(round, Some(&unit), None).await?.is_none()
    {
        faults.push(Fault::of("unit", "Đợt lấy ý kiến mà kiến nghị dựa vào không có kết quả của nơi này."));
    }
    if !faults.is_empty() {
        return Ok(Done::Mend(faults));
    }
    let file = keep_file(ports, asked, &stood).await?;
    let new = NewRecommendation {
        id: asked.fields.get("id").parse().unwrap_or_else(|_| Uuid::from_u128((ports.mark)())),
        unit_code: unit,
        subject: Subject { ruleset: asked.text("bo"), criterion: small("criterion"), round, question: small("cau") },
        title: asked.text("title"),
        text: asked.text("text"),
        due,
        is_public: asked.fields.get("public") == "1",
        files: file.into_iter().collect(),
    };
    let id = new.id;
    ports.recommendations.raise(&by, new, asked.now).await?;
    Ok(Done::Go(format!("{ADDRESS}/{id}")))
}

/// Why a recommendation to a unit cannot be about a criterion. None is about no criterion.
fn wrong_subject(ports: &AppState, unit: &UnitRef, set: &str, criterion: u32) -> Option<String> {
    if criterion == 0 {
        return None;
    }
    match ports.rulesets.get(set) {
        Some(ruleset) if ruleset.criterion(criterion).is_none() => {
            Some(format!("{} không có tiêu chí {criterion}.", ruleset.name))
        }
        Some(ruleset) if ruleset.level != unit.level => Some(format!(
            "{} đánh giá cấp {}; {} không thuộc cấp đó. Chọn bộ tiêu chí khác, hoặc không về tiêu chí nào.",
            ruleset.name,
            ruleset.level.vietnamese(),
            unit.name
        )),
        Some(_) => None,
        None => Some("Không có bộ tiêu chí này.".into()),
    }
}

/// The list.
#[component]
pub fn RecommendationsPage() -> impl IntoView {
    let (unit, on, period) = (asked_for("noi"), asked_for("ngay").parse().ok(), Period::read(&asked_for("ky")));
    committee_page(move |ports, me, _| async move {
        let place = if unit.is_empty() { None } else { Some(stood(&ports, &unit, on).await?) };
        let rows = ports.recommendations.recommendations(&me.actor(), place.as_ref()).await?;
        let today = local((ports.now)()).date();
        Ok(list_view(me, &rows, place.as_ref(), period, today).into_any())
    })
}

fn list_view(
    me: Arc<Signed>,
    rows: &[RecommendationRow],
    place: Option<&Unit>,
    period: Option<Period>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let raises = me.role.may(Power::Recommend);
    let shown: Vec<&RecommendationRow> = rows
        .iter()
        .filter(|row| period.is_none_or(|period| (period.days().0..=period.days().1).contains(&row.raised_on)))
        .collect();
    // What an earlier period left open is still somebody's work in this one.
    let carried: Vec<&RecommendationRow> = period.map(Period::days).map_or_else(Vec::new, |(first, _)| {
        let open = |row: &&RecommendationRow| row.raised_on < first && row.closed_on.is_none_or(|on| first <= on);
        rows.iter().filter(open).collect()
    });
    let overdue = shown.iter().chain(&carried).filter(|row| row.stage.is_overdue(row.due, today)).count();
    let none = shown.is_empty();
    let names = [
        Some("Kiến nghị".to_owned()),
        place.map(Unit::vietnamese),
        period.map(|period| label(Lang::Vi, period).replacen('T', "t", 1).replacen('Q', "q", 1)),
    ];
    let title = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let before = if carried.is_empty() {
        String::new()
    } else {
        format!(", {} còn mở từ trước", count(carried.len() as u64))
    };
    let lead = format!("{} kiến nghị{before}, {} quá hạn.", count(shown.len() as u64), count(overdue as u64));
    let summary = period.filter(|_| !none || !carried.is_empty()).map(|_| summary_view(&shown, &carried, today));
    let known = period.map(Period::word).unwrap_or_default();
    let all = std::iter::once((String::new(), "Tất cả".to_owned()));
    let options =
        all.chain(periods(rows, period, today).iter().map(|one| (one.word(), label(Lang::Vi, *one)))).collect();
    let choice = choose(&Posted::default(), "ky", "Tháng hoặc quý", &known, options);
    let code = place.map(|unit| unit.named.code.clone());
    let last = place.and_then(|unit| unit.valid_to);
    let other = place.is_some().then(|| view! { <p><a href=ADDRESS>"Kiến nghị ở mọi nơi"</a></p> });
    let has_carried = !carried.is_empty();
    let body = view! {
        <p class="lead">{lead}</p>
        {other}
        {raises.then(|| view! { <p><a class="button button--small button--link" href=format!("{ADDRESS}/moi")>"Nêu kiến nghị mới"</a></p> })}
        <form class="filter" method="get" action=ADDRESS>
            {code.map(|code| view! { <input type="hidden" name="noi" value=code/> })}
            {last.map(|last| view! { <input type="hidden" name="ngay" value=last.to_string()/> })}
            <div class="filter__field">{choice}</div>
            <button class="button button--small">"Xem"</button>
        </form>
        {summary}
        {none.then(|| view! { <p class="empty">{if period.is_some() { "Kỳ này chưa có kiến nghị mới." } else { "Chưa có kiến nghị nào." }}</p> })}
        {(!none).then(|| table_view(shown, "Kiến nghị, quá hạn ở trên", today))}
        {has_carried.then(|| view! { <h2>"Còn mở từ trước"</h2> {table_view(carried, "Kiến nghị còn mở từ trước, quá hạn ở trên", today)} })}
    };
    let path = vec![("/lam-viec/giam-sat".to_owned(), "Giám sát".to_owned())];
    view! {
        <CommitteeLayout title=title me=me path=path>{body}</CommitteeLayout>
    }
}

/// A table of them: what is overdue first, then by day; what is closed last.
fn table_view(mut rows: Vec<&RecommendationRow>, caption: &'static str, today: NaiveDate) -> impl IntoView + use<> {
    rows.sort_by_key(|row| (row.stage == Stage::Closed, !row.stage.is_overdue(row.due, today), row.due));
    let lines = rows.into_iter().map(|row| row_view(row, today)).collect_view();
    view! {
        <table class="table">
            <caption class="unseen">{caption}</caption>
            <thead><tr><th scope="col">"Nội dung"</th><th scope="col">"Nơi"</th><th scope="col">"Tình trạng"</th><th scope="col">"Hạn"</th></tr></thead>
            <tbody>{lines}</tbody>
        </table>
    }
}

/// The months there is something to list for, then the quarters, latest first; this one always, and the one that is shown.
fn periods(rows: &[RecommendationRow], shown: Option<Period>, today: NaiveDate) -> Vec<Period> {
    let mut days: Vec<NaiveDate> = rows.iter().map(|row| row.raised_on).chain([today]).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    let months = days.iter().map(|on| Period::month_of(*on));
    let quarters = days.iter().map(|on| Period::quarter_of(*on));
    let mut found: Vec<Period> = Vec::new();
    for one in months.chain(quarters).chain(shown) {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// What became of those of a period, by unit.
fn summary_view(new: &[&RecommendationRow], carried: &[&RecommendationRow], today: NaiveDate) -> impl IntoView + use<> {
    // Each with whether it is carried over from an earlier period.
    type Own<'a> = Vec<(&'a RecommendationRow, bool)>;
    let mut by_unit: BTreeMap<(String, Uuid), Own<'_>> = BTreeMap::new();
    let all = new.iter().map(|row| (*row, false)).chain(carried.iter().map(|row| (*row, true)));
    for (row, is_carried) in all {
        by_unit.entry((row.unit.named.code.clone(), row.unit.id)).or_default().push((row, is_carried));
    }
    let lines = by_unit
        .into_values()
        .filter_map(|own| Some((own.first()?.0.unit.vietnamese(), own)))
        .map(|(name, all)| {
            let late = all.iter().filter(|(row, _)| row.stage.is_overdue(row.due, today)).count() as u64;
            let before = all.iter().filter(|(_, is_carried)| *is_carried).count() as u64;
            let own: Vec<_> = all.into_iter().filter(|(_, is_carried)| !is_carried).map(|(row, _)| row).collect();
            let number = |is: &dyn Fn(&RecommendationRow) -> bool| count(own.iter().filter(|row| is(row)).count() as u64);
            let answered = own.iter().filter(|row| row.answered_on.is_some()).count() as u64;
            let share = Share::new(answered, own.len() as u64);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num" data-label="Đã nêu">{count(own.len() as u64)}</td>
                    <td class="num" data-label="Đã trả lời">{format!("{} ({}%)", count(answered), share.vietnamese())}</td>
                    <td class="num" data-label="Còn mở từ trước">{count(before)}</td>
                    <td class="num" data-label="Quá hạn">{count(late)}</td>
                    <td class="num" data-label="Đã khép">{number(&|row| row.stage == Stage::Closed)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h2>"Theo nơi"</h2>
        <table class="table">
            <caption class="unseen">"Kiến nghị của kỳ theo nơi"</caption>
            <thead><tr><th scope="col">"Nơi"</th><th scope="col" class="num">"Đã nêu"</th><th scope="col" class="num">"Đã trả lời"</th><th scope="col" class="num">"Còn mở từ trước"</th><th scope="col" class="num">"Quá hạn"</th><th scope="col" class="num">"Đã khép"</th></tr></thead>
            <tbody>{lines}</tbody>
        </table>
        <h2>"Từng kiến nghị"</h2>
    }
}

fn row_view(row: &RecommendationRow, today: NaiveDate) -> impl IntoView + use<> {
    let overdue = row.stage.is_overdue(row.due, today);
    let late = (today - row.due).num_days();
    let about =
        if row.subject.criterion > 0 { format!("Tiêu chí {}. ", row.subject.criterion) } else { String::new() };
    let shown = if row.is_public { "Người dân xem được" } else { "Nội bộ" };
    view! {
        <tr class:mismatch=overdue>
            <th scope="row"><a href=format!("{ADDRESS}/{}", row.id)>{row.title.clone()}</a><small>{format!("{about}{}, {}. {shown}", row.raised_by, day(row.raised_on))}</small></th>
            <td data-label="Nơi">{row.unit.vietnamese()}</td>
            <td data-label="Tình trạng">{stage_view(Lang::Vi, row.stage)}</td>
            <td data-label="Hạn">{day(row.due)}{overdue.then(|| view! { " "<span class="tag">{format!("Quá {late} ngày")}</span> })}</td>
        </tr>
    }
}

/// Where one is raised.
#[component]
pub fn NewRecommendationPage() -> impl IntoView {
    let (unit, set, round, question) = (asked_for("noi"), asked_for("bo"), asked_for("dot"), asked_for("cau"));
    let criterion = asked_for("tieu-chi");
    committee_page(move |ports, me, posted| async move {
        if !me.role.may(Power::Recommend) {
            return Err(PortError::Denied);
        }
        let today = local((ports.now)()).date();
        let units = ports.units.scope(&me.actor(), (ports.now)()).await?;
        let set = posted.value("bo", &set);
        let set = if set.is_empty() { ruleset::USUAL.to_owned() } else { set };
        let about = ports.rulesets.get(&set).map(|ruleset| ruleset.name.clone()).unwrap_or_default();
        let others: Vec<(String, String)> = match round.as_str() {
            "" => ports
                .rulesets
                .values()
                .filter(|one| one.id != set)
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect(),
            // What comes from a round is by the round's rules.
            _ => Vec::new(),
        };
        let names: Vec<(String, String)> = ports.rulesets.get(&set).map_or_else(Vec::new, |ruleset| {
            ruleset.criteria.iter().map(|one| (one.no.to_string(), format!("{}. {}", one.no, one.name))).collect()
        });
        let suggested = suggestion(&ports, &unit, &round, &question).await?;
        let id = posted.value("id", &Uuid::from_u128((ports.mark)()).to_string());
        let due = today.checked_add_days(Days::new(DAYS_TO_ANSWER)).unwrap_or(today);
        let known = New { unit, set, about, others, round, question, criterion, id, due, suggested };
        Ok(new_view(me, &posted, &units, names, &known).into_any())
    })
}

/// What a form to raise one begins with.
struct New {
    unit: String,
    set: String,
    /// The name of the ruleset.
    about: String,
    /// Other rulesets it may be about, by id, with their names.
    others: Vec<(String, String)>,
    round: String,
    question: String,
    criterion: String,
    id: String,
    due: NaiveDate,
    /// A title and a text.
    suggested: (String, String),
}

/// What to begin with where it comes from a mismatch: the counts themselves.
async fn suggestion(ports: &AppState, unit: &str, round: &str, question: &str) -> Answer<(String, String)> {
    let (Ok(round), Ok(no)) = (round.parse::<Uuid>(), question.parse::<u32>()) else { return Ok(Default::default()) };
    let Some(document) = ports.results.document(round, Some(unit), None).await? else { return Ok(Default::default()) };
    let Ok(results) = serde_json::from_str::<crate::domain::survey::results::Results>(&document) else {
        return Ok(Default::default());
    };
    let Some(asked) = results.questions.iter().find(|one| one.no == no) else { return Ok(Default::default()) };
    let share = asked.counts.share();
    let title = format!("{}: {} hộ chưa hài lòng", asked.topic, count(asked.counts.unsatisfied));
    let needed = asked.threshold.as_deref().and_then(|text| text.split('.').next());
    // What the answers leave open is asked about, not asserted.
    let base = results.participation.turnout.households;
    let open = asked.compare.zip(needed.and_then(|percent| percent.parse().ok()));
    let open =
        interval::remark(share, base, open).map(|said| format!(" {}.", label(Lang::Vi, said))).unwrap_or_default();
    let text = format!(
        "Tiêu chí được báo đạt; {} trên {} hộ trả lời hài lòng ({}%), mức cần {}%.{open} Đề nghị Ủy ban nhân dân làm rõ nguyên nhân và biện pháp khắc phục.",
        count(share.part),
        count(share.whole),
        share.vietnamese(),
        needed.unwrap_or_default()
    );
    Ok((title, text))
}

fn new_view(
    me: Arc<Signed>,
    posted: &Posted,
    units: &[UnitRef],
    names: Vec<(String, String)>,
    known: &New,
) -> impl IntoView + use<> {
    let own = me.unit.as_ref().map(|unit| unit.code.clone()).unwrap_or_default();
    let place = if known.unit.is_empty() { own } else { known.unit.clone() };
    let unit = choose(posted, "unit", "Gửi Ủy ban nhân dân", &place, unit_options(units));
    let none = std::iter::once(("0".to_owned(), "Không về tiêu chí nào".to_owned()));
    let criterion = choose(posted, "criterion", "Về tiêu chí", &known.criterion, none.chain(names).collect());
    let others = known
        .others
        .iter()
        .map(|(id, name)| view! { <li><a href=format!("{ADDRESS}/moi?noi={place}&bo={id}")>{name.clone()}</a></li> })
        .collect_view();
    let others = (!known.others.is_empty()).then(|| {
        view! { <details class="sources sources--slim"><summary>"Về bộ tiêu chí khác"</summary><ul>{others}</ul></details> }
    });
    let title = Field::text("title", "Nội dung trong một dòng").known(&known.suggested.0).draw(posted);
    let most = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let text = Field::text("text", "Lý do và điều kiến nghị")
        .hint("Nêu việc, không nêu tên hộ")
        .known(&known.suggested.1)
        .lines(6, most)
        .draw(posted);
    let due = Field::text("due", "Hạn trả lời").kind("date").known(known.due).draw(posted);
    let public = tick(posted, "public", "Cho người dân xem kiến nghị và trả lời ở trang kết quả");
    let body = view! {
        <p class="lead">{known.about.clone()}</p>
        {others}
        <form class="form" method="post" action=format!("{ADDRESS}/moi") enctype="multipart/form-data">
            <input type="hidden" name="id" value=known.id.clone()/>
            <input type="hidden" name="bo" value=known.set.clone()/>
            <input type="hidden" name="dot" value=posted.value("dot", &known.round)/>
            <input type="hidden" name="cau" value=posted.value("cau", &known.question)/>
            {unit}
            {criterion}
            {title}
            {text}
            {due}
            {file_field(posted, "Ảnh hoặc văn bản kèm theo", false)}
            {public}
            <button class="button button--small">"Gửi kiến nghị"</button>
        </form>
    };
    let path = vec![(ADDRESS.to_owned(), "Kiến nghị".to_owned())];
    view! {
        <CommitteeLayout title="Nêu kiến nghị".to_owned() me=me posted=posted.clone() path=path>{body}</CommitteeLayout>
    }
}
