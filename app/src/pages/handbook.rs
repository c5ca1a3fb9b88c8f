//! Handbooks: what each role does, in order, for who begins and for who has forgotten.

use crate::error::ErrorPage;
use crate::extract::Query;
use crate::handbook::pictures::{Picture, Pictures};
use crate::handbook::{Case, Handbook, Section, Shown};
use crate::i18n::{Lang, t};
use crate::page::{Page, PageResult};
use crate::page_route::{Audience, PageRoute};
use crate::pdf_file::PdfFile;
use crate::prints::{self, Print};
use crate::routes::{self, Address as _, HandbookPrint, Handbooks};
use crate::state::AppState;
use crate::ui::fold::fold_unless;
use crate::ui::help::{said, section_address, steps_view};
use crate::ui::layout::{Frame, Width};
use leptos::prelude::*;

/// Whose handbooks there are.
pub fn route() -> PageRoute {
    PageRoute::new::<Handbooks, _>(Audience::Reading, list)
}

/// One of them.
pub fn one_route() -> PageRoute {
    PageRoute::new::<routes::Handbook, _>(Audience::Reading, show)
}

/// The same to print.
pub fn print_route() -> PageRoute {
    PageRoute::new::<HandbookPrint, _>(Audience::Drawing, print)
}

async fn list(_: Handbooks, lang: Lang) -> PageResult {
    Ok(Page::new(move || {
        let books = book_links(lang, None);
        view! {
            <Frame lang title=t!("handbook") width=Width::Wide>
                <div lang=lang.of_vietnamese()><h1>{t!("handbook")}</h1>{books}</div>
            </Frame>
        }
    }))
}

async fn show(at: routes::Handbook, lang: Lang, query: Query, app: AppState) -> PageResult {
    let book = Handbook::of(at.reader);
    let unfolded = query.get("muc").to_owned();
    Ok(Page::new(move || book_view(lang, book, &unfolded, &app.pictures)))
}

async fn print(at: HandbookPrint, app: AppState) -> Result<PdfFile, ErrorPage> {
    let print = Print::Handbook(prints::handbook::Handbook::new(Handbook::of(at.reader), &app.pictures));
    Ok(PdfFile { name: format!("so-tay-{}", at.reader), content: app.typesetting.pdf(print).await? })
}

fn book_view(lang: Lang, book: &'static Handbook, unfolded: &str, pictures: &Pictures) -> impl IntoView + use<> {
    let needs = book.needs.iter().map(|need| view! { <li>{said(need)}</li> }).collect_view();
    let contents = book.sections.iter().map(|section| {
        let to = section_address(lang, book.of, section);
        view! { <li><a href=to>{said(&section.title)}</a></li> }
    });
    let contents = contents.collect_view();
    let sections: Vec<_> = (1_u32..)
        .zip(&book.sections)
        .map(|(no, section)| section_view(no, section, section.id == unfolded, pictures))
        .collect();
    let note = if pictures.0.is_empty() { t!("handbook-no-pictures") } else { t!("handbook-pictures-of") };
    let to_print = HandbookPrint { reader: book.of }.to_string();
    let others = book_links(lang, Some(book));
    view! {
        <Frame lang title=book.title.clone() width=Width::Wide>
            <div class="handbook" lang=lang.of_vietnamese()>
                <h1>{book.title.clone()}</h1>
                <p class="lead">{book.lead.clone()}</p>
                <p><a class="button button--small button--link" href=to_print>{t!("handbook-print")}</a></p>
                <h2>{t!("handbook-needs")}</h2>
                <ul>{needs}</ul>
                <div class="handbook__contents"><h2>{t!("handbook-contents")}</h2><ol>{contents}</ol></div>
                <p class="hint">{note}</p>
                {sections}
                <h2>{t!("handbook-others")}</h2>
                {others}
            </div>
        </Frame>
    }
}

fn section_view(no: u32, section: &Section, is_open: bool, pictures: &Pictures) -> impl IntoView + use<> {
    let law = (!section.law.is_empty())
        .then(|| view! { <p class="handbook__law"><b>{t!("handbook-law")}": "</b>{section.law.clone()}</p> });
    let case = |Case { when, then }: &Case| view! { <dt>{said(when)}</dt><dd>{said(then)}</dd> };
    let mind = (!section.mind.is_empty()).then(|| {
        let cases = section.mind.iter().map(case).collect_view();
        view! { <p class="handbook__mind"><b>{t!("handbook-mind")}</b></p><dl>{cases}</dl> }
    });
    let shown =
        section.pictures.iter().filter_map(|shown| pictures.0.get(&shown.name).map(|it| picture_view(shown, it)));
    let shown = shown.collect_view();
    let steps = steps_view(section);
    let body = view! { <div>{law}{steps}{mind}</div><div>{shown}</div> };
    let title = format!("{no}. {}", section.title);
    view! { <section id=section.id.clone()>{fold_unless(is_open, &title, None, body)}</section> }
}

fn picture_view(shown: &Shown, picture: &Picture) -> impl IntoView + use<> {
    let Picture { address, width, height } = picture.clone();
    view! { <p class="handbook__picture"><img src=address alt=shown.shows.clone() width=width height=height loading="lazy" data-picture=shown.name.clone()/><small aria-hidden="true">{shown.shows.clone()}</small></p> }
}

/// The handbooks there are, but for the one that is read.
fn book_links(lang: Lang, but: Option<&Handbook>) -> impl IntoView + use<> {
    let others = Handbook::all().iter().filter(|book| but.is_none_or(|but| but.of != book.of));
    let line = |book: &Handbook| {
        let to = routes::Handbook { reader: book.of }.in_language(lang, &[]);
        let print = HandbookPrint { reader: book.of }.to_string();
        view! { <li><a href=to>{book.title.clone()}</a><small>{book.lead.clone()}</small><small><a href=print>{t!("handbook-print-name")}<span class="unseen">": "{book.title.clone()}</span></a></small></li> }
    };
    let lines = others.map(line).collect_view();
    view! { <ul class="handbook__list">{lines}</ul> }
}
