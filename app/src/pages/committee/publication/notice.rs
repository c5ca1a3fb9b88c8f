//! The notice of a closed round: results, reasons to summarise, publishing, correcting, asking again.

use crate::domain::collection::notice::NoticeWords;
use crate::domain::collection::round::State;
use crate::domain::survey::percent::count;
use crate::forms::{Fault, Posted};
use crate::i18n::{Lang, day};
use crate::pages::committee::page::{asked_for, committee_page, key};
use crate::pages::committee::step::{Asked, Done};
use crate::ports::common::Answer;
use crate::ports::common::PortError;
use crate::ports::notices::Correction;
use crate::ports::notices::NoticeDesk;
use crate::ports::sessions::Signed;
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use crate::ui::field::{Field, sure};
use crate::ui::verdict::heading;
use leptos::prelude::*;
use std::sync::Arc;

fn here(asked: &Asked) -> Answer<Done> {
    Ok(Done::Go(format!("/lam-viec/dot/{}/thong-bao", asked.key(0)?)))
}

fn read(asked: &Asked, questions: u32) -> Result<NoticeWords, Vec<Fault>> {
    let summary = |no: u32| Some((no, asked.text(&format!("summary{no}")))).filter(|(_, text)| !text.is_empty());
    let words = NoticeWords {
        number: asked.text("number"),
        place: asked.text("place"),
        above: asked.text("above"),
        committee: asked.text("committee"),
        title: asked.text("title"),
        signer: asked.text("signer"),
        posted_at: asked.text("posted_at"),
        receivers: asked
            .fields
            .get("receivers")
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect(),
        posting_days: asked.number("posting_days").and_then(|days| days.try_into().ok()).unwrap_or(0),
        summaries: (1..=questions).filter_map(summary).collect(),
    };
    // What is missing may be written later; what is wrong may not.
    let wrong: Vec<_> = words.gaps().into_iter().filter(|(name, _)| matches!(*name, "posting_days" | "")).collect();
    if wrong.is_empty() {
        Ok(words)
    } else {
        Err(wrong.into_iter().map(|(name, text)| Fault::of(name, text)).collect())
    }
}

/// The words in the form.
async fn words(ports: &AppState, asked: &Asked) -> Answer<Result<NoticeWords, Vec<Fault>>> {
    let questions = ports.rounds.round(asked.key(0)?).await?.ruleset.questions.len();
    Ok(read(asked, u32::try_from(questions).unwrap_or_default()))
}

/// Keeps what is written.
pub(crate) async fn keep(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let round = asked.key(0)?;
    match words(ports, asked).await? {
        Ok(words) => {
            ports.notices.keep_words(&asked.me()?.actor(), round, words, asked.now).await?;
            Ok(Done::Go(format!("/lam-viec/dot/{round}/thong-bao?xong=luu")))
        }
        Err(faults) => Ok(Done::Mend(faults)),
    }
}

/// The words in the form, if nothing is missing to publish them; kept all the same if something is.
async fn whole_words(ports: &AppState, asked: &Asked) -> Answer<Result<NoticeWords, Vec<Fault>>> {
    let words = match words(ports, asked).await? {
        Ok(words) => words,
        Err(faults) => return Ok(Err(faults)),
    };
    let gaps: Vec<_> = words.gaps().into_iter().map(|(name, text)| Fault::of(name, text)).collect();
    if gaps.is_empty() {
        return Ok(Ok(words));
    }
    ports.notices.keep_words(&asked.me()?.actor(), asked.key(0)?, words, asked.now).await?;
    Ok(Err(gaps))
}

/// Publishes what is written in the form.
pub(crate) async fn publish(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (by, round) = (asked.me()?.actor(), asked.key(0)?);
    let words = match whole_words(ports, asked).await? {
        Ok(words) => words,
        Err(faults) => return Ok(Done::Mend(faults)),
    };
    if ports.notices.publish_notice(&by, round, words.clone(), asked.now).await? {
        return here(asked);
    }
    ports.notices.keep_words(&by, round, words, asked.now).await?;
    let text = "Thông báo này vừa được người khác công bố với lời khác. Lời ông bà ghi đã lưu thành bản soạn; xem bản đã công bố, nếu cần thì đính chính kèm lý do.";
    Ok(Done::Mend(vec![Fault::of("number", text)]))
}

/// Publishes a corrected notice.
pub(crate) async fn correct(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let (by, round) = (asked.me()?.actor(), asked.key(0)?);
    let words = match whole_words(ports, asked).await? {
        Ok(words) => words,
        Err(faults) => return Ok(Done::Mend(faults)),
    };
    let reason = asked.fields.get("reason");
    match ports.notices.correct(&by, round, reason, Correction::Words(words.clone()), asked.now).await {
        Ok(_) => here(asked),
        Err(error) => {
            // What is refused may be published later.
            if let PortError::Refused(_) = error {
                ports.notices.keep_words(&by, round, words, asked.now).await?;
            }
            Err(error)
        }
    }
}

/// Takes the closing of a round back.
pub(crate) async fn reopen(ports: &AppState, asked: &Asked) -> Answer<Done> {
    ports.rounds.reopen(&asked.me()?.actor(), asked.key(0)?, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/dot/{}", asked.key(0)?)))
}

/// Plans a round that asks failed contents again.
pub(crate) async fn repeat(ports: &AppState, asked: &Asked) -> Answer<Done> {
    let id = ports.plans.repeat(&asked.me()?.actor(), asked.key(0)?, asked.now).await?;
    Ok(Done::Go(format!("/lam-viec/ke-hoach/{id}")))
}

/// The notice.
#[component]
pub fn NoticePage() -> impl IntoView {
    let round = key("round");
    let done = if asked_for("xong") == "luu" { "Đã lưu bản soạn." } else { "" };
    committee_page(move |ports, me, posted| async move {
        let shown = ports.notices.notice_desk(&me.actor(), round).await?;
        Ok(notice_view(me, &posted, &shown, done).into_any())
    })
}

fn notice_view(me: Arc<Signed>, posted: &Posted, shown: &NoticeDesk, done: &'static str) -> impl IntoView + use<> {
    let NoticeDesk { round, results, words, .. } = shown;
    let address = format!("/lam-viec/dot/{}/thong-bao", round.id);
    let path = vec![
        ("/lam-viec".to_owned(), "Việc cần làm".to_owned()),
        (format!("/lam-viec/dot/{}", round.id), round.unit.name.clone()),
    ];
    let published = round.state == State::Published;
    let t = &results.participation.turnout;
    let (class, verdict) = heading(Lang::Vi, results.verdict.met, round.papers.repeats.is_some());
    let why = results.verdict.reasons.iter().map(|reason| view! { <li>{reason.text.clone()}</li> }).collect_view();
    let text = |name: &'static str, label: &'static str, hint: &'static str, known: &str| {
        Field::text(name, label).hint(hint).known(known).draw(posted)
    };
    let above = text("above", "Cơ quan cấp trên", "Ví dụ: ỦY BAN MTTQ VIỆT NAM TỈNH LÂM ĐỒNG", &words.above);
    let committee = text("committee", "Cơ quan ban hành", "", &words.committee);
    let number = text("number", "Số thông báo", "Ví dụ: 25/TB-MTTQ-BTT", &words.number);
    let place = text("place", "Địa danh", "Ví dụ: Đạ Ròn", &words.place);
    let title = Field::text("title", "Chức vụ người ký")
        .hint("Ví dụ: TM. BAN THƯỜNG TRỰC, dòng dưới: CHỦ TỊCH")
        .known(&words.title)
        .lines(2, 200)
        .draw(posted);
    let receivers = Field::text("receivers", "Nơi nhận")
        .hint("Mỗi nơi một dòng, ví dụ: Như trên; Lưu: VT")
        .known(words.receivers.join("\n"))
        .lines(3, 1_000)
        .draw(posted);
    let signer = text("signer", "Họ tên người ký", "", &words.signer);
    let posted_at = text("posted_at", "Nơi niêm yết", "Ví dụ: nhà văn hóa các thôn, trụ sở UBND xã", &words.posted_at);
    let days = Field::text("posting_days", "Số ngày niêm yết").known(words.posting_days).draw(posted);
    let summaries = results
        .questions
        .iter()
        .filter(|question| question.counts.unsatisfied > 0)
        .map(|question| {
            let raw = shown.reasons.get(&question.no).cloned().unwrap_or_default();
            let (heard, none) = (count(raw.len() as u64), raw.is_empty());
            let raw = raw.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
            let name = format!("summary{}", question.no);
            let label = format!("Câu {}. {}: {} hộ chưa hài lòng", question.no, question.topic, count(question.counts.unsatisfied));
            let known = words.summaries.get(&question.no).cloned().unwrap_or_default();
            let field = Field::text(&name, &label).hint("Tóm tắt lý do, bỏ tên và việc riêng của hộ").known(known).lines(2, 2_000).draw(posted);
            view! {
                {field}
                <details class="sources" hidden=none><summary>{format!("{heard} lý do hộ đã ghi (chỉ trong nội bộ)")}</summary><ul>{raw}</ul></details>
            }
        })
        .collect_view();
    let versions = shown
        .versions
        .iter()
        .map(|notice| {
            let to = format!("/thong-bao/{}?ban={}", round.id, notice.version);
            let reason = if notice.reason.is_empty() { "bản đầu".to_owned() } else { notice.reason.clone() };
            view! { <li><a href=to>{format!("Bản {}, {}", notice.version, day(notice.published_on))}</a>{format!(": {reason}")}</li> }
        })
        .collect_view();
    // Only what people were asked and denied is asked again; that too few took part is no content.
    let failed = published && results.questions.iter().any(|question| question.met == Some(false));
    let without = (!shown.closed_without.is_empty())
        .then(|| view! { <p class="note">{format!("Đóng khi còn thiếu: {}", shown.closed_without)}</p> });
    let sure = sure(
        posted,
        if published { "correct" } else { "publish" },
        "Đã xem lại số liệu, tóm tắt lý do và người ký; công bố rồi không rút lại được",
    );
    let publish = if published {
        let reason = Field::text("reason", "Lý do đính chính")
            .hint("Bản đã công bố giữ nguyên; bản mới đứng bên cạnh")
            .lines(2, 500)
            .draw(posted);
        view! {
            <button class="button button--quiet" name="step" value="keep">"Lưu bản soạn"</button>
            {reason}
            {sure}
            <button class="button button--small" name="step" value="correct">"Công bố bản đính chính"</button>
        }
        .into_any()
    } else {
        view! {
            <button class="button button--quiet" name="step" value="keep">"Lưu bản soạn"</button>
            {sure}
            <button class="button button--small" name="step" value="publish">"Công bố"</button>
        }
        .into_any()
    };
    let (repeats, reopens) = (address.clone(), address.clone());
    let body = view! {
        <section class=class aria-label="Kết luận">
            <p class="verdict__title">{verdict}</p>
            <ul class="verdict__reasons">{why}</ul>
            <p>{format!("{} phiếu thu về trên {} phiếu phát ra, {} hộ; {} hợp lệ, {} không hợp lệ.", count(t.returned), count(t.issued), count(t.households), count(t.valid), count(t.invalid))}</p>
        </section>
        {without}
        {published.then(|| view! { <h2>"Đã công bố"</h2> <ul>{versions}</ul> })}
        {(!published).then(|| view! {
            <form method="post" action=reopens>
                <p>"Đóng nhầm, hoặc còn phiếu chưa nhập? Trước khi công bố vẫn mở lại được."</p>
                <button class="button button--quiet" name="step" value="reopen">"Mở lại đợt"</button>
            </form>
        })}
        {failed.then(|| view! {
            <h2>"Lấy ý kiến lại"</h2>
            <form method="post" action=repeats>
                <p>"Chỉ hỏi lại các nội dung chưa đạt và câu chung, sau khi đã giải thích và khắc phục."</p>
                <button class="button button--quiet" name="step" value="repeat">"Lập kế hoạch lấy ý kiến lại"</button>
            </form>
        })}
        <h2>{if published { "Đính chính" } else { "Soạn thông báo" }}</h2>
        <form class="form" method="post" action=address>
            <div class="fields">{above}{committee}</div>
            <div class="fields">{number}{place}</div>
            <div class="fields">{title}{signer}</div>
            <div class="fields">{posted_at}{days}</div>
            {receivers}
            {summaries}
            {publish}
        </form>
    };
    view! {
        <CommitteeLayout title=format!("Thông báo kết quả, {}", round.unit.name) me=me posted=posted.clone() done=done path=path>{body}</CommitteeLayout>
    }
}
