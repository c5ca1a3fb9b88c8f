//! PDF files of what is printed: the words come from `app::prints`, their places from the templates in `server/prints`.

use crate::data::pictures;
use crate::files::fonts::FONTS;
use crate::files::{docx, figures, list_csv, list_workbook};
use app::documents::Document as OfficialDocument;
use app::handbook::Reader;
use app::list_file::{List, ListFormat};
use app::ports::common::{Answer, PortError};
use app::ports::typesetting::Typesetting;
use app::prints::Print;
use app::prints::shared_picture::SharedPicture;
use app::ui::assets::BRAND;
use async_trait::async_trait;
use krilla::Document;
use krilla::metadata::Metadata;
use krilla::pdf::{Pdf, PdfDocument};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tokio::sync::{OnceCell, Semaphore};
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

/// Why nothing was typeset.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// What is printed cannot be handed to its template.
    #[error("what is printed: {0}")]
    Data(#[from] serde_json::Error),
    /// The template, or what it makes, is not sound.
    #[error("template: {0}")]
    Template(String),
    /// Its parts cannot be joined.
    #[error("joining: {0}")]
    Joining(String),
}

/// Typesets one print after the other: each takes a whole core and some memory. What everybody may ask for stays the same, is made
/// once beside what committees print, and to its end, whoever hangs up meanwhile.
#[derive(Debug)]
pub struct Typesetter {
    turn: Arc<Semaphore>,
    public: Arc<Public>,
    /// What stands all over the pages it makes.
    mark: Option<String>,
}

impl Typesetter {
    /// One that marks all it prints; it shares nothing with others.
    pub fn marking(mark: String) -> Self {
        Self { mark: Some(mark), ..Self::default() }
    }
}

/// What everybody may ask for.
#[derive(Debug)]
struct Public {
    turn: Arc<Semaphore>,
    handbooks: Mutex<HashMap<Reader, Arc<OnceCell<Vec<u8>>>>>,
    /// Pictures beside links.
    pictures: Kept<SharedPicture>,
    /// Published documents, and others that were asked for.
    documents: Kept<OfficialDocument>,
}

/// Files that were made, by what stands on them.
#[derive(Debug)]
struct Kept<K>(Mutex<HashMap<K, Arc<Vec<u8>>>>);

impl<K> Default for Kept<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + Eq + Hash> Kept<K> {
    fn get(&self, of: &K) -> Option<Arc<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(of).cloned()
    }

    /// Keeps a file in the place of any other one, where there are so many.
    fn keep(&self, of: K, file: Arc<Vec<u8>>, most: usize) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= most
            && let Some(one) = kept.keys().next().cloned()
        {
            kept.remove(&one);
        }
        kept.insert(of, file);
    }
}

impl Default for Typesetter {
    fn default() -> Self {
        let one = || Arc::new(Semaphore::new(1));
        let public =
            Public { turn: one(), handbooks: Mutex::default(), pictures: Kept::default(), documents: Kept::default() };
        Self { turn: one(), public: Arc::new(public), mark: None }
    }
}

/// Makes a file when its turn comes.
async fn in_turn(
    turn: &Arc<Semaphore>,
    make: impl FnOnce() -> Result<Vec<u8>, TypesetError> + Send + 'static,
) -> Answer<Vec<u8>> {
    let broken = |error| PortError::Broken(error);
    let turn = Arc::clone(turn).acquire_owned().await.map_err(|error| broken(Box::new(error)))?;
    let made = tokio::task::spawn_blocking(move || {
        let made = make();
        drop(turn);
        made
    });
    made.await.map_err(|error| broken(Box::new(error)))?.map_err(|error| broken(Box::new(error)))
}

impl Public {
    async fn handbook(&self, reader: Reader, print: Print) -> Answer<Vec<u8>> {
        let cell = Arc::clone(self.handbooks.lock().unwrap_or_else(PoisonError::into_inner).entry(reader).or_default());
        cell.get_or_try_init(|| in_turn(&self.turn, move || pdf(&print))).await.cloned()
    }

    async fn picture(&self, shown: SharedPicture) -> Answer<Arc<Vec<u8>>> {
        let asked = shown.clone();
        let png = Arc::new(in_turn(&self.turn, move || draw(&asked)).await?);
        self.pictures.keep(shown, Arc::clone(&png), PICTURES);
        Ok(png)
    }

    async fn document(&self, document: OfficialDocument, mark: Option<String>) -> Answer<Arc<Vec<u8>>> {
        let print = Print::Document(Box::new(document.clone()));
        let file = Arc::new(in_turn(&self.turn, move || marked_pdf(&print, mark.as_deref())).await?);
        self.documents.keep(document, Arc::clone(&file), DOCUMENTS);
        Ok(file)
    }
}

#[async_trait]
impl Typesetting for Typesetter {
    async fn pdf(&self, print: Print) -> Answer<Vec<u8>> {
        let (public, mark) = (Arc::clone(&self.public), self.mark.clone());
        let made = match print {
            Print::Handbook(ref book) => {
                let reader = book.of;
                tokio::spawn(async move { public.handbook(reader, print).await })
            }
            Print::Document(document) => {
                if let Some(file) = public.documents.get(&document) {
                    return Ok(file.to_vec());
                }
                tokio::spawn(async move { public.document(*document, mark).await.map(|file| file.to_vec()) })
            }
            print => return in_turn(&self.turn, move || marked_pdf(&print, mark.as_deref())).await,
        };
        made.await.map_err(|error| PortError::Broken(Box::new(error)))?
    }

    async fn word(&self, document: OfficialDocument) -> Answer<Vec<u8>> {
        docx(&document, self.mark.as_deref()).map_err(|error| PortError::Broken(Box::new(error)))
    }

    async fn workbook(&self, document: OfficialDocument) -> Answer<Vec<u8>> {
        figures(&document, self.mark.as_deref()).map_err(|error| PortError::Broken(Box::new(error)))
    }

    async fn list(&self, list: List, format: ListFormat) -> Answer<Vec<u8>> {
        let mark = self.mark.clone();
        // A country's is long; nobody waits for it but who asked.
        let made = tokio::task::spawn_blocking(move || match format {
            ListFormat::Excel => {
                list_workbook(&list, mark.as_deref()).map_err(|error| PortError::Broken(Box::new(error)))
            }
            ListFormat::Csv => list_csv(&list).map_err(|error| PortError::Broken(Box::new(error))),
        });
        made.await.map_err(|error| PortError::Broken(Box::new(error)))?
    }

    async fn picture(&self, shown: SharedPicture) -> Answer<Arc<Vec<u8>>> {
        if let Some(png) = self.public.pictures.get(&shown) {
            return Ok(png);
        }
        let public = Arc::clone(&self.public);
        let made = tokio::spawn(async move { public.picture(shown).await });
        made.await.map_err(|error| PortError::Broken(Box::new(error)))?
    }
}

/// The PDF file of a print. One of many parts is typeset part by part: joined it has no tags, and takes little memory.
pub fn pdf(print: &Print) -> Result<Vec<u8>, TypesetError> {
    marked_pdf(print, None)
}

/// The same with a mark all over its pages.
pub fn marked_pdf(print: &Print, mark: Option<&str>) -> Result<Vec<u8>, TypesetError> {
    let mut parts = print.clone().parts();
    if parts.len() <= 1 {
        let whole = parts.pop().unwrap_or_else(|| print.clone());
        return write(&whole, mark, true).or_else(|error| {
            // A sign that no font has breaks the standard; on paper it is an empty box.
            tracing::warn!(%error, "a print has no tags");
            write(&whole, mark, false)
        });
    }
    let mut joined = Document::new();
    joined.set_metadata(Metadata::new().title(print.title().to_owned()).language("vi".into()).creator(BRAND.into()));
    for part in &parts {
        let file = Pdf::new(write(part, mark, false)?).map_err(|error| TypesetError::Joining(format!("{error:?}")))?;
        let pages: Vec<usize> = (0..file.pages().len()).collect();
        joined.embed_pdf_pages(&PdfDocument::new(Arc::new(file)), &pages);
        if print.begins_in_front() && pages.len() % 2 == 1 {
            joined.start_page().finish();
        }
    }
    joined.finish().map_err(|error| TypesetError::Joining(format!("{error:?}")))
}

fn write(print: &Print, mark: Option<&str>, is_tagged: bool) -> Result<Vec<u8>, TypesetError> {
    let made = compile_marked(print, mark).and_then(|document| {
        let standards: &[PdfStandard] = if is_tagged { &[PdfStandard::Ua_1] } else { &[] };
        let standards = PdfStandards::new(standards).map_err(|error| TypesetError::Template(format!("{error:?}")))?;
        let creator = Smart::Custom(Some(BRAND.into()));
        let options = PdfOptions { standards, creator, tagged: is_tagged, ..PdfOptions::default() };
        typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors))
    });
    // What was typeset holds codes, and is not asked for again soon.
    comemo::evict(0);
    made
}

/// The pages of a print.
pub fn compile(print: &Print) -> Result<PagedDocument, TypesetError> {
    compile_marked(print, None)
}

/// The same with a mark all over them.
pub fn compile_marked(print: &Print, mark: Option<&str>) -> Result<PagedDocument, TypesetError> {
    compiled(print.into(), serde_json::to_value(print)?, mark)
}

/// The pages that a template makes of data.
fn compiled(name: &'static str, data: serde_json::Value, mark: Option<&str>) -> Result<PagedDocument, TypesetError> {
    let mark = mark.map_or(Value::None, |mark| Value::Str(mark.into()));
    let inputs: Dict = [("print".into(), to_value(data)), ("mark".into(), mark)].into_iter().collect();
    let desk = Desk { library: LazyHash::new(Library::builder().with_inputs(inputs).build()), main: template_id(name) };
    typst::compile::<PagedDocument>(&desk).output.map_err(|errors| told(&errors))
}

/// Data as templates take them; the squares of a code as a picture's bytes.
fn to_value(data: serde_json::Value) -> Value {
    match data {
        serde_json::Value::Null => Value::None,
        serde_json::Value::Bool(is) => Value::Bool(is),
        serde_json::Value::Number(number) => Value::Int(number.as_i64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Str(text.into()),
        serde_json::Value::Array(all) => Value::Array(all.into_iter().map(to_value).collect()),
        serde_json::Value::Object(fields) => {
            let field = |(name, value): (String, serde_json::Value)| {
                let value = match value {
                    serde_json::Value::String(squares) if name == "squares" => {
                        let pixel = |square| if square == b'#' { 0_u8 } else { u8::MAX };
                        Value::Bytes(Bytes::new(squares.bytes().map(pixel).collect::<Vec<u8>>()))
                    }
                    value => to_value(value),
                };
                (name.into(), value)
            };
            Value::Dict(fields.into_iter().map(field).collect())
        }
    }
}

fn told(errors: &[SourceDiagnostic]) -> TypesetError {
    TypesetError::Template(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}

/// The template of the picture beside a link.
const SHARED_PICTURE: &str = "shared-picture";

/// So many pictures are kept: results change seldom, and a link is opened by many.
const PICTURES: usize = 256;

/// So many documents are kept: a province's notices are read in the days after they are published.
const DOCUMENTS: usize = 256;

/// The page of a picture.
pub fn compile_picture(shown: &SharedPicture) -> Result<PagedDocument, TypesetError> {
    compiled(SHARED_PICTURE, serde_json::to_value(shown)?, None)
}

/// A picture as a PNG file.
fn draw(shown: &SharedPicture) -> Result<Vec<u8>, TypesetError> {
    let document = compile_picture(shown)?;
    let page = document.pages().first().ok_or_else(|| TypesetError::Template("no page".into()))?;
    // Two dots a point: 1,200 by 630.
    let drawn = typst_render::render(page, &RenderOptions::default());
    comemo::evict(0);
    drawn.encode_png().map_err(|error| TypesetError::Template(error.to_string()))
}

/// The templates, by name.
const TEMPLATES: [(&str, &str); 12] = [
    ("common", include_str!("../../prints/common.typ")),
    ("slips", include_str!("../../prints/slips.typ")),
    ("ballots", include_str!("../../prints/ballots.typ")),
    ("register", include_str!("../../prints/register.typ")),
    ("tally", include_str!("../../prints/tally.typ")),
    ("poster", include_str!("../../prints/poster.typ")),
    ("community", include_str!("../../prints/community.typ")),
    ("announcement", include_str!("../../prints/announcement.typ")),
    ("invitations", include_str!("../../prints/invitations.typ")),
    ("handbook", include_str!("../../prints/handbook.typ")),
    ("document", include_str!("../../prints/document.typ")),
    (SHARED_PICTURE, include_str!("../../prints/shared-picture.typ")),
];

fn template_id(name: &str) -> FileId {
    #[expect(clippy::expect_used, reason = "names of templates are paths")]
    let path = VirtualPath::new(format!("{name}.typ")).expect("a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

static SOURCES: LazyLock<HashMap<FileId, Source>> = LazyLock::new(|| {
    let source = |(name, text): (&str, &str)| (template_id(name), Source::new(template_id(name), text.to_owned()));
    TEMPLATES.into_iter().map(source).collect()
});

static SHIPPED_FONTS: LazyLock<(Vec<Font>, LazyHash<FontBook>)> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS.into_iter().flat_map(|font| Font::iter(Bytes::new(font))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    (fonts, book)
});

/// What a template can reach: the others, the fonts and pictures that ship inside, and what is printed. Neither files nor the time.
struct Desk {
    library: LazyHash<Library>,
    main: FileId,
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHIPPED_FONTS.1
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        // Templates name no file but pictures of handbooks.
        let path = id.vpath().get_without_slash();
        let name = path.strip_prefix("pictures/").and_then(|file| file.strip_suffix(".png"));
        name.and_then(pictures::png).map(|png| Bytes::new(png.data)).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHIPPED_FONTS.0.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
