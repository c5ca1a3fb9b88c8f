//! The templates of documents: which the Front of one's own unit may word, and whose hold.

use crate::domain::units::unit::{Level, level_label};
use crate::extract::CurrentUser;
use crate::i18n::labels::label;
use crate::i18n::{Lang, date_of, say, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::ports::templates::{TemplateRow, WrittenTemplate};
use crate::routes::{CommitteeHome, Template, Templates};
use crate::state::AppState;
use crate::ui::committee_layout::CommitteeLayout;
use leptos::prelude::*;

/// All of them.
pub fn route() -> PageRoute {
    PageRoute::new::<Templates, _>(Audience::SignedIn, show)
}

async fn show(_: Templates, user: CurrentUser, app: AppState) -> PageResult {
    let rows = app.templates.templates(&user.actor()).await?;
    Ok(Page::new(move || {
        let unit = user.account().unit.as_ref().map_or_else(String::new, |unit| unit.name.clone());
        let mut levels: Vec<Level> = rows.iter().map(|row| row.level).collect();
        levels.dedup();
        let parts = levels.into_iter().map(|level| {
            let lines = rows.iter().filter(|row| row.level == level).map(row_view).collect_view();
            let title = t!("templates-level", level = level_name(level));
            view! { <h2>{title}</h2> <ul class="prints">{lines}</ul> }
        });
        let parts = parts.collect_view();
        let path = vec![(CommitteeHome.to_string(), t!("committee-home"))];
        view! {
            <CommitteeLayout title=t!("templates-title") me=user.account() path=path>
                <p class="lead">{t!("templates-lead", unit = unit)}</p>
                {parts}
            </CommitteeLayout>
        }
    }))
}

fn row_view(row: &TemplateRow) -> impl IntoView + use<> {
    let to = Template { level: row.level, kind: row.kind }.to_string();
    let is_own = row.own.is_some();
    view! {
        <li class="print" data-template=row.kind.to_string() data-own=is_own.then_some("")>
            <p class="print__what"><a href=to>{label(Lang::Vi, row.kind)}</a><small>{whose(row)}</small></p>
        </li>
    }
}

/// Whose words hold.
pub(super) fn whose(row: &TemplateRow) -> String {
    match (&row.own, &row.above) {
        (Some(WrittenTemplate { who, at, .. }), _) => t!("templates-own", who = who, day = date_of(*at)),
        (None, Some(above)) => t!("templates-above", unit = &above.unit.name),
        (None, None) => t!("templates-none-above"),
    }
}

/// What a level is called, in a sentence.
pub(super) fn level_name(level: Level) -> String {
    say(Lang::Vi, &level_label(level, 1))
}
