//! A document as it is read on screen. How it lies on A4 is said by its PDF and Word files.

use crate::documents::text::Text;
use crate::documents::{Block, Cell, Column, Document, Letterhead, Signature, Table};
use crate::i18n::{Lang, t};
use crate::ui::markup::{IntoMarkup as _, Markup};
use leptos::prelude::*;

/// A document; its title is the heading of the page it stands on, or of a part of one.
pub fn document_view(document: &Document, is_page: bool) -> impl IntoView + use<> {
    let Document { letterhead, signed_at, kind, about, addressed, bases, body, .. } = document;
    let title = view! { {kind.clone().map(|kind| view! { {kind}<br/> })}{about.clone()} };
    let addressed = addressed.clone().map(|line| view! { <p class="a4__to">{line}</p> });
    let title = if is_page {
        view! { <h1 class="a4__title">{title}</h1> }.into_markup()
    } else {
        view! { <h2 class="a4__title">{title}</h2> }.into_markup()
    };
    let signed_at = signed_at.clone().map(|said| view! { <p class="a4__date">{said}</p> });
    let bases = bases.iter().map(|basis| view! { <p class="a4__basis">{text_view(basis)}</p> }).collect_view();
    let body = body.iter().map(|block| block_view(block, is_page)).collect_view();
    view! {
        <article class="a4">
            {letterhead_view(letterhead)}
            {signed_at}
            {title}
            {addressed}
            {bases}
            {body}
            {signatures_view(document)}
        </article>
    }
}

/// Where a document's files are.
pub fn document_files(lang: Lang, pdf: &str, word: &str) -> impl IntoView + use<> {
    let of = lang.of_vietnamese();
    view! {
        <p class="screen ways">
            <a href=pdf.to_owned() hreflang=of>{t!(lang, "document-pdf")}</a>
            " "
            <a href=word.to_owned() hreflang=of>{t!(lang, "document-word")}</a>
        </p>
    }
}

/// Text, its pieces marked where they are in another language than the rest.
pub fn text_view(text: &Text) -> Markup {
    let piece = |run: &crate::documents::text::Run| {
        let words = run.text.clone();
        match (run.lang, run.is_bold) {
            (None, false) => words.into_markup(),
            (Some(lang), false) => view! { <span lang=lang>{words}</span> }.into_markup(),
            (lang, true) => view! { <b lang=lang>{words}</b> }.into_markup(),
        }
    };
    text.0.iter().map(piece).collect::<Vec<_>>().into_markup()
}

fn letterhead_view(letterhead: &Letterhead) -> impl IntoView + use<> {
    let Letterhead { country, motto, above, body, number } = letterhead.clone();
    view! {
        <div class="a4__head">
            <div class="a4__issuer">
                {above.map(|above| view! { <p>{above}</p> })}
                <p><b>{body}</b></p>
                <hr/>
                {number.map(|number| view! { <p>{number}</p> })}
            </div>
            <div class="a4__nation"><p><b>{country}</b></p><p class="a4__motto"><b>{motto}</b></p></div>
        </div>
    }
}

fn block_view(block: &Block, is_page: bool) -> Markup {
    match block {
        Block::Heading { text } if is_page => view! { <h2>{text_view(text)}</h2> }.into_markup(),
        Block::Heading { text } => view! { <h3>{text_view(text)}</h3> }.into_markup(),
        Block::Paragraph { text, of } => view! { <p data-of=*of>{text_view(text)}</p> }.into_markup(),
        Block::List { lines } => {
            let lines = lines.iter().map(|line| view! { <li>{text_view(line)}</li> }).collect_view();
            view! { <ol>{lines}</ol> }.into_markup()
        }
        Block::Table(table) => table_view(table).into_markup(),
    }
}

fn table_view(table: &Table) -> impl IntoView + use<> {
    let columns = table.columns.len();
    let span = |span: usize| (span > 1).then(|| span.to_string());
    let head = table.head.iter().map(|line| {
        let cells = line.iter().enumerate().map(|(at, cell)| {
            let is_remark = table.has_remarks
                && table.head.len() > 1
                && cell.rows == 1
                && cell.columns == 1
                && at + 1 == line.len();
            let class = is_remark.then_some("why");
            view! { <th class=class colspan=span(cell.columns) rowspan=span(cell.rows)>{text_view(&cell.text)}</th> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let rows = table.rows.iter().map(|line| {
        let cells = line.iter().scan(0, |at, cell| {
            let column = table.columns.get(*at).copied();
            *at += cell.columns;
            let is_remark = table.has_remarks && *at == columns;
            Some(cell_view(cell, column, is_remark))
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let class = if table.has_remarks { "a4__table a4__table--why" } else { "a4__table" };
    let (head, rows) = (head.collect_view(), rows.collect_view());
    view! {
        <div class="a4__scroll" tabindex="0" role="region" aria-label=table.name.clone()>
            <table class=class><thead>{head}</thead><tbody>{rows}</tbody></table>
        </div>
    }
}

fn cell_view(cell: &Cell, column: Option<Column>, is_remark: bool) -> Markup {
    let text = text_view(&cell.text);
    if cell.is_withheld {
        return view! { <td colspan=cell.columns.to_string() data-withheld>{text}</td> }.into_markup();
    }
    let is_number = column.is_some_and(|column| column.is_number);
    let class = match (is_remark, is_number) {
        (true, _) if cell.text.is_blank() => Some("why why--none"),
        (true, _) => Some("why"),
        (false, true) => Some("num"),
        (false, false) => None,
    };
    view! { <td class=class>{text}</td> }.into_markup()
}

fn signatures_view(document: &Document) -> impl IntoView + use<> {
    let receivers = document.receivers.as_ref().map(|receivers| {
        let lines = receivers.lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! { <div class="a4__receivers"><p><b>{receivers.heading.clone()}</b></p><ul>{lines}</ul></div> }
    });
    let signature = |Signature { offices, how, name }: &Signature| {
        let offices = offices.iter().map(|line| view! { {line.clone()}<br/> }).collect_view();
        let name = (!name.is_empty()).then(|| view! { <br/><br/><br/><b>{name.clone()}</b> });
        view! { <p><b>{offices}</b>{(!how.is_empty()).then(|| how.clone())}{name}</p> }
    };
    let signatures = document.signatures.iter().map(signature).collect_view();
    view! { <div class="a4__sign">{receivers}{signatures}</div> }
}
