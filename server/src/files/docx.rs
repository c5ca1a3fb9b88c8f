//! Word files (Office Open XML, ECMA-376) of documents: the parts that Decree 30/2020/NĐ-CP names are paragraph styles of their own,
//! defined in `server/prints/docx/styles.xml`, so that Word's own tools work on them.
//!
//! The libraries that write such files mark no head of a table to be repeated, no language and no title, or bring a whole office
//! with them; what we need of the format is a page.

use crate::files::fonts::width_in_bold;
use app::documents::text::Text;
use app::documents::{Block, Cell, Column, Document, Letterhead, Receivers, Signature, Table};
use app::ui::assets::BRAND;
use quick_xml::escape::escape;
use std::io::{Cursor, Write as _};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Twentieths of a point, in which Word measures, in a millimetre.
const TWIPS: f64 = 1440.0 / 25.4;
const LEFT_MARGIN: f64 = 30.0;
const RIGHT_MARGIN: f64 = 15.0;
/// Between the margins, in millimetres.
const TEXT_WIDTH: f64 = 210.0 - LEFT_MARGIN - RIGHT_MARGIN;
/// What the letterhead gives to the body that issues the document, in millimetres.
const ISSUER_WIDTH: f64 = 72.0;
/// A rule below a body's name is a third to a half of it.
const RULE_OF_NAME: f64 = 0.4;

const XMLNS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The Word file of a document, with a mark on each of its pages where there is one.
pub fn docx(document: &Document, mark: Option<&str>) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut lists = 0;
    let body = body(document, &mut lists);
    let parts = [
        ("[Content_Types].xml", include_str!("../../prints/docx/content-types.xml").to_owned()),
        ("_rels/.rels", include_str!("../../prints/docx/package-rels.xml").to_owned()),
        ("docProps/core.xml", properties(document)),
        ("word/_rels/document.xml.rels", include_str!("../../prints/docx/document-rels.xml").to_owned()),
        ("word/document.xml", body),
        ("word/styles.xml", include_str!("../../prints/docx/styles.xml").to_owned()),
        ("word/settings.xml", include_str!("../../prints/docx/settings.xml").to_owned()),
        ("word/numbering.xml", numbering(lists)),
        ("word/header-first.xml", header(mark, false)),
        ("word/header.xml", header(mark, true)),
    ];
    for (name, part) in parts {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

#[expect(clippy::cast_possible_truncation, reason = "no page is wider than Word can say")]
fn twips(millimetres: f64) -> i64 {
    (millimetres * TWIPS).round() as i64
}

fn body(document: &Document, lists: &mut usize) -> String {
    let Document { lang, letterhead, signed_at, kind, about, addressed, bases, body, .. } = document;
    let below_number = kind.is_none().then_some(about.as_str());
    let mut all = head(letterhead, signed_at.as_deref(), below_number);
    if let Some(kind) = kind {
        let title = format!("{}<w:r><w:br/></w:r>{}", words(kind), words(about));
        all += &paragraph("Heading1", "", &title);
        all += &rule(
            TEXT_WIDTH,
            TEXT_WIDTH / 4.0,
            "<w:spacing w:before=\"60\" w:after=\"200\" w:line=\"60\" w:lineRule=\"exact\"/>",
        );
    }
    all += &addressed.as_ref().map(|line| paragraph("Addressed", "", &words(line))).unwrap_or_default();
    for basis in bases {
        all += &paragraph("LegalBasis", "", &runs(basis, lang));
    }
    for block in body {
        all += &match block {
            Block::Heading { text } => paragraph("Heading2", "", &runs(text, lang)),
            Block::Paragraph { text, .. } => {
                // The last one stands on the page of the signature.
                let more = if document.body.last() == Some(block) { KEPT } else { "" };
                paragraph("BodyText", more, &runs(text, lang))
            }
            Block::List { lines } => {
                *lists += 1;
                let numbered = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{lists}\"/></w:numPr>");
                lines.iter().map(|line| paragraph("NumberedLine", &numbered, &runs(line, lang))).collect()
            }
            Block::Table(shown) => {
                let is_last = document.body.last() == Some(block);
                table(shown, lang, is_last) + &paragraph("Rule", if is_last { KEPT } else { "" }, "")
            }
        };
    }
    all += &signatures(&document.signatures, document.receivers.as_ref());
    let section = format!(
        "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"first\"/><w:headerReference w:type=\"default\" r:id=\"following\"/>\
         <w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{margin}\" w:right=\"{}\" w:bottom=\"{margin}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>",
        twips(210.0),
        twips(297.0),
        twips(RIGHT_MARGIN),
        twips(LEFT_MARGIN),
        twips(10.0),
        twips(10.0),
        margin = twips(20.0),
    );
    format!("{DECLARATION}<w:document {XMLNS}><w:body>{all}{section}</w:body></w:document>")
}

/// A paragraph of a style; `more` are properties that stand behind the style.
fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

fn run(text: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines: Vec<_> =
        text.lines().map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line))).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn words(text: &str) -> String {
    run(text, "")
}

fn runs(text: &Text, lang: &str) -> String {
    let piece = |piece: &app::documents::text::Run| {
        let bold = if piece.is_bold { "<w:b/><w:bCs/>" } else { "" };
        let lang = match piece.lang.unwrap_or(lang) {
            "vi" => String::new(),
            other => format!("<w:lang w:val=\"{}\"/>", word_language(other)),
        };
        run(&piece.text, &format!("{bold}{lang}"))
    };
    text.0.iter().map(piece).collect()
}

/// A language as Word names it.
fn word_language(tag: &str) -> &str {
    match tag {
        "vi" => "vi-VN",
        "en" => "en-GB",
        other => other,
    }
}

/// A rule of some length in the middle of a room, both in millimetres; `spacing` where it is not the style's.
fn rule(room: f64, length: f64, spacing: &str) -> String {
    let aside = twips((room - length.min(room)) / 2.0);
    let border = "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/></w:pBdr>";
    paragraph("Rule", &format!("{border}{spacing}<w:ind w:left=\"{aside}\" w:right=\"{aside}\"/>"), "")
}

/// The columns of a table, by their widths.
fn grid(widths: impl Iterator<Item = f64>) -> String {
    let columns: Vec<_> = widths.map(|width| format!("<w:gridCol w:w=\"{}\"/>", twips(width))).collect();
    format!("<w:tblGrid>{}</w:tblGrid>", columns.concat())
}

/// Columns side by side, without borders.
fn side_by_side(columns: &[(f64, String)]) -> String {
    let grid = grid(columns.iter().map(|(width, _)| *width));
    let cell = |(width, content): &(f64, String)| {
        format!("<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>", twips(*width))
    };
    let cells: String = columns.iter().map(cell).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>{grid}\
         <w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>",
        twips(TEXT_WIDTH),
    )
}

/// Whose it is, where and when.
fn head(letterhead: &Letterhead, signed_at: Option<&str>, about: Option<&str>) -> String {
    let Letterhead { country, motto, above, body, number } = letterhead;
    let mut issuer = above.as_ref().map(|above| paragraph("BodyAbove", "", &words(above))).unwrap_or_default();
    issuer += &paragraph("IssuingBody", "", &words(body));
    let name = body.lines().last().map_or(0.0, |line| width_in_bold(line, 12.0)).min(ISSUER_WIDTH);
    issuer += &rule(ISSUER_WIDTH, name * RULE_OF_NAME, "");
    issuer += &number.as_ref().map(|number| paragraph("DocumentNumber", "", &words(number))).unwrap_or_default();
    issuer += &about.map(|about| paragraph("LetterSubject", "", &words(about))).unwrap_or_default();
    let room = TEXT_WIDTH - ISSUER_WIDTH;
    let mut nation = paragraph("CountryName", "", &words(country)) + &paragraph("Motto", "", &words(motto));
    nation += &rule(room, width_in_bold(motto, 13.0), "");
    nation += &signed_at.map(|said| paragraph("PlaceAndDate", "", &words(said))).unwrap_or_default();
    side_by_side(&[(ISSUER_WIDTH, issuer), (room, nation)])
}

/// So many last lines of a table with which a document ends stand on the page of the signature.
const LINES_BESIDE_SIGNATURE: usize = 2;
/// Stays on the page of what follows.
const KEPT: &str = "<w:keepNext/>";

fn table(shown: &Table, lang: &str, is_last: bool) -> String {
    let parts: f64 = shown.columns.iter().map(|column| f64::from(column.width)).sum();
    let widths: Vec<f64> =
        shown.columns.iter().map(|column| f64::from(column.width) / parts.max(1.0) * TEXT_WIDTH).collect();
    let grid = grid(widths.iter().copied());
    let (head, rows) = (placed(&shown.head, widths.len()), placed(&shown.rows, widths.len()));
    let kept_from = if is_last { rows.len().saturating_sub(LINES_BESIDE_SIGNATURE) } else { rows.len() };
    let head: String = head.iter().map(|line| row(line, shown, &widths, lang, Some(true))).collect();
    let rows = rows.iter().enumerate();
    let rows: String =
        rows.map(|(at, line)| row(line, shown, &widths, lang, (at >= kept_from).then_some(false))).collect();
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr>{grid}{head}{rows}</w:tbl>",
        twips(TEXT_WIDTH),
        escape(shown.name.as_str()),
    )
}

/// A place in a line of a table: a cell, or what one above stands on too.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// A cell, and the column it begins in.
    Cell(&'a Cell, usize),
    /// A cell of a line above, one column wide.
    Continued(usize),
}

/// Where each cell of some lines stands: Word wants every column of every line.
fn placed(lines: &[Vec<Cell>], columns: usize) -> Vec<Vec<Place<'_>>> {
    // How many lines further a cell above stands on each column.
    let mut above = vec![0_usize; columns];
    let mut placed = Vec::new();
    for line in lines {
        let (mut places, mut cells, mut at) = (Vec::new(), line.iter(), 0);
        while at < columns {
            if above[at] > 0 {
                places.push(Place::Continued(at));
                above[at] -= 1;
                at += 1;
                continue;
            }
            let Some(cell) = cells.next() else { break };
            let to = (at + cell.columns).min(columns);
            places.push(Place::Cell(cell, at));
            above[at..to].iter_mut().for_each(|left| *left = cell.rows - 1);
            at = to;
        }
        placed.push(places);
    }
    placed
}

/// A line of a table; `kept` on the page of the next one: of a head, or at the end.
fn row(line: &[Place<'_>], shown: &Table, widths: &[f64], lang: &str, kept: Option<bool>) -> String {
    let is_head = kept == Some(true);
    let more = if kept.is_some() { KEPT } else { "" };
    let cell = |place: &Place<'_>| {
        let (from, span, merge) = match *place {
            Place::Cell(cell, from) if cell.rows > 1 => (from, cell.columns, "<w:vMerge w:val=\"restart\"/>"),
            Place::Cell(cell, from) => (from, cell.columns, ""),
            Place::Continued(from) => (from, 1, "<w:vMerge/>"),
        };
        let width: f64 = widths.iter().skip(from).take(span).sum();
        let span_of = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
        let centred = if is_head { "<w:vAlign w:val=\"center\"/>" } else { "" };
        let content = match *place {
            Place::Cell(cell, from) => {
                let column = shown.columns.get(from).copied().unwrap_or(Column::words(1));
                let style = match (is_head, cell.columns > 1, column.is_number) {
                    (true, ..) => "TableHead",
                    (false, false, true) => "TableNumbers",
                    (false, ..) => "TableWords",
                };
                paragraph(style, more, &runs(&cell.text, lang))
            }
            Place::Continued(_) => paragraph("TableWords", more, ""),
        };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{span_of}{merge}{centred}</w:tcPr>{content}</w:tc>",
            twips(width)
        )
    };
    let cells: String = line.iter().map(cell).collect();
    let repeats = if is_head { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{cells}</w:tr>")
}

/// Who signs, beside who receives it; where nobody does and several sign, side by side, three in a line at most.
fn signatures(signs: &[Signature], receivers: Option<&Receivers>) -> String {
    let sign = |Signature { offices, how, name }: &Signature| {
        let offices: String = offices.iter().map(|office| paragraph("SigningOffice", "", &words(office))).collect();
        offices + &paragraph("HowSigned", "", &words(how)) + &paragraph("SignerName", "", &words(name))
    };
    let mut all = paragraph("BodyText", "<w:keepNext/>", "");
    if receivers.is_none() && signs.len() > 1 {
        for line in signs.chunks(3) {
            #[expect(clippy::cast_precision_loss, reason = "three at most")]
            let width = TEXT_WIDTH / line.len() as f64;
            let columns: Vec<_> = line.iter().map(|one| (width, sign(one))).collect();
            all += &side_by_side(&columns);
            all += &paragraph("Rule", "", "");
        }
        return all;
    }
    let mut list = paragraph("ReceiversHeading", "", &receivers.map(|it| words(&it.heading)).unwrap_or_default());
    for line in receivers.iter().flat_map(|it| &it.lines) {
        list += &paragraph("Receivers", "", &words(line));
    }
    let half = TEXT_WIDTH / 2.0;
    all + &side_by_side(&[(half, list), (half, signs.iter().map(sign).collect())]) + &paragraph("Rule", "", "")
}

/// Numbers of lines, which begin anew with each list.
fn numbering(lists: usize) -> String {
    let level = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"1080\" w:hanging=\"360\"/></w:pPr></w:lvl>";
    let all: Vec<_> = (1..=lists)
        .map(|no| {
            format!(
                "<w:num w:numId=\"{no}\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>"
            )
        })
        .collect();
    format!(
        "{DECLARATION}<w:numbering {XMLNS}><w:abstractNum w:abstractNumId=\"0\">{level}</w:abstractNum>{}</w:numbering>",
        all.concat()
    )
}

/// What stands at the top of a page: its number, but for the first.
fn header(mark: Option<&str>, is_numbered: bool) -> String {
    let number = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
                  <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let mark = mark.map(|mark| paragraph("Header", "", &run(mark, "<w:b/><w:bCs/><w:color w:val=\"808080\"/>")));
    let number = paragraph("Header", "", if is_numbered { number } else { "" });
    format!("{DECLARATION}<w:hdr {XMLNS}>{number}{}</w:hdr>", mark.unwrap_or_default())
}

/// What the file is, and what it was made of.
fn properties(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>{BRAND}</dc:creator>\
         <dc:description>{}</dc:description><dc:language>{}</dc:language></cp:coreProperties>",
        escape(document.title.as_str()),
        escape(document.made_of.as_str()),
        word_language(document.lang),
    )
}
