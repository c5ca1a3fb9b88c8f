//! Receipts: a household looks its own up; the list of an opened box, to read and for the wall.

use crate::domain::collection::receipt::Receipt;
use crate::error::ErrorPage;
use crate::form;
use crate::forms::{ActionResult, Checked, Outcome, Posted, Typed};
use crate::i18n::{Lang, say, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::receipts::OpenedBox;
use crate::routes::{Address as _, FindReceipt, ReceiptList};
use crate::state::AppState;
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// Where a receipt is looked up.
pub fn route() -> PageRoute {
    PageRoute::new::<FindReceipt, _>(Audience::Reading, show).action("find", None, find)
}

/// The receipts of an opened box.
pub fn list_route() -> PageRoute {
    PageRoute::new::<ReceiptList, _>(Audience::Reading, show_list)
}

form! {
    /// Looks a receipt up. It is posted, so that it stands in nobody's log.
    struct Find {
        receipt: Typed,
    }
}

async fn find(_: FindReceipt, lang: Lang, Checked(form): Checked<Find>, app: AppState) -> ActionResult {
    let receipt = Receipt::parse(&form.receipt.0).map_err(|fault| Outcome::fault("receipt", fault))?;
    let boxes = app.receipts.boxes_of(&receipt).await?;
    Ok(Outcome::Page(Page::new(move || found_view(lang, &receipt, &boxes))))
}

async fn show(_: FindReceipt, lang: Lang, posted: Posted) -> PageResult {
    Ok(Page::new(move || find_view(lang, &posted)))
}

fn find_view(lang: Lang, posted: &Posted) -> impl IntoView + use<> {
    let title = t!(lang, "receipt-find");
    let fault = posted.faults.iter().find(|fault| fault.field == "receipt").map(|fault| say(lang, &fault.message));
    let is_faulty = fault.is_some();
    let fault = fault.map(|fault| {
        view! { <div class="problem" role="alert"><h2 class="problem__title">{t!(lang, "receipt-problem")}</h2><p id="problem">{fault}</p></div> }
    });
    let typed = posted.value("receipt", "");
    let described = if is_faulty { "problem receipt-hint" } else { "receipt-hint" };
    view! {
        <Frame lang title=title.clone() is_error=is_faulty width=Width::Narrow>
            <h1>{title}</h1>
            <p class="lead">{t!(lang, "receipt-find-lead")}</p>
            {fault}
            <form class="enter" method="post" action=FindReceipt.in_language(lang, &[])>
                <label class="enter__label" for="receipt">{t!(lang, "receipt-label")}</label>
                <p class="hint" id="receipt-hint">{t!(lang, "receipt-hint")}</p>
                <input class="enter__code" id="receipt" name="receipt" value=typed maxlength="100"
                    autocomplete="off" autocapitalize="characters" spellcheck="false"
                    aria-invalid=is_faulty.then_some("true") aria-describedby=described/>
                <button class="button" name="step" value="find">{t!(lang, "receipt-go")}</button>
            </form>
        </Frame>
    }
}

fn found_view(lang: Lang, receipt: &Receipt, boxes: &[OpenedBox]) -> impl IntoView + use<> {
    let title = t!(lang, "receipt-find");
    let found = boxes.iter().map(|opened| {
        let list = ReceiptList { round: opened.round.id, hamlet: opened.hamlet }.in_language(lang, &[]);
        let place = t!(
            lang,
            "receipt-found-in",
            hamlets = opened.hamlets.join(", "),
            commune = &opened.commune.name,
            day = opened.day
        );
        view! { <li>{place}" "<a href=list>{t!(lang, "receipt-to-list")}</a></li> }
    });
    let found = found.collect_view();
    let (class, heading) = if boxes.is_empty() {
        ("verdict", t!(lang, "receipt-not-found"))
    } else {
        ("verdict verdict--met", t!(lang, "receipt-found"))
    };
    let missing = boxes.is_empty().then(|| view! { <p>{t!(lang, "receipt-not-found-why")}</p> });
    let found = (!boxes.is_empty()).then(|| view! { <ul>{found}</ul> });
    let receipt = receipt.to_string();
    view! {
        <Frame lang title=title.clone() width=Width::Narrow>
            <h1>{title}</h1>
            <p class="receipt__code">{receipt}</p>
            <section class=class>
                <p class="verdict__title">{heading}</p>
                {missing}
                {found}
            </section>
            <p><a href=FindReceipt.in_language(lang, &[])>{t!(lang, "receipt-another")}</a></p>
        </Frame>
    }
}

async fn show_list(at: ReceiptList, lang: Lang, app: AppState) -> PageResult {
    let (opened, receipts) = app.receipts.receipts(at.round, at.hamlet).await?.ok_or(ErrorPage::NotFound)?;
    Ok(Page::new(move || list_view(lang, &opened, &receipts)))
}

fn list_view(lang: Lang, opened: &OpenedBox, receipts: &[Receipt]) -> impl IntoView + use<> {
    let title = t!(lang, "receipt-list");
    let (commune, day) = (&opened.commune.name, opened.day);
    let place = t!(lang, "receipt-list-of", hamlets = opened.hamlets.join(", "), commune = commune, day = day);
    let (ruleset, root, count) = (opened.round.ruleset.name.clone(), opened.root.clone(), receipts.len());
    let items = receipts.iter().map(|receipt| view! { <li>{receipt.to_string()}</li> }).collect_view();
    view! {
        <Frame lang title=title.clone() width=Width::Wide>
            <h1>{title}</h1>
            <p class="lead">{place}</p>
            <p>{ruleset}</p>
            <p>{t!(lang, "receipt-list-count", count = count)}" "{t!(lang, "receipt-list-what")}</p>
            <ol class="receipts">{items}</ol>
            <p class="screen"><a href=FindReceipt.in_language(lang, &[])>{t!(lang, "receipt-find")}</a></p>
            <p class="hint">{t!(lang, "receipt-root")}" "<code class="hash">{root}</code></p>
        </Frame>
    }
}
