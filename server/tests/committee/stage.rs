//! Who asks, and what there is to see and to do.

use crate::common::*;
use app::documents::Document;
use app::documents::format::Format;
use app::documents::wording::shipped;
use app::domain::collection::code::Code;
use app::domain::document_kind::DocumentKind;
use app::domain::oversight::supervision::{ActivityKind, Method, Occasion, Supervisor};
use app::domain::people::account::Role;
use app::list_file::{List, ListFormat};
use app::ports::common::{Actor, Answer, Now};
use app::ports::counting::Counting as _;
use app::ports::criteria_files::CriteriaFiles as _;
use app::ports::files::NewFile;
use app::ports::hamlet_closing::*;
use app::ports::paper::Paper as _;
use app::ports::participation::*;
use app::ports::plans::{NewPlan, Plans as _};
use app::ports::recommendations::NewRecommendation;
use app::ports::recommendations::Recommendations as _;
use app::ports::recommendations::Subject;
use app::ports::rounds::Rounds as _;
use app::ports::slips::Slips as _;
use app::ports::slips::*;
use app::ports::supervision::*;
use app::ports::trials::Trying;
use app::ports::typesetting::Typesetting;
use app::prints::Print;
use app::prints::shared_picture::SharedPicture;
use app::state::AppState;
use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use server::http::router::router;
use server::http::state::app_state;
use server::store::Store;
use server::trials::TrialWorlds;
use std::collections::BTreeMap;
use std::sync::Arc;
use tower::ServiceExt as _;
use uuid::Uuid;

/// Somebody with a browser; the receiver of what is asked.
#[derive(Clone)]
pub struct Clerk {
    pub app: Router,
    pub cookie: Option<String>,
}

pub struct Seen {
    pub status: StatusCode,
    pub to: String,
    pub body: String,
}

impl Seen {
    /// Whether the list of what is to be mended has such a message.
    pub fn tells(&self, key: &str) -> bool {
        self.body.contains(&format!("<li data-message=\"{key}\""))
    }

    /// The sentence that something is done; empty where there is none.
    pub fn done(&self) -> &str {
        let said = self.body.split("class=\"done\"").nth(1).and_then(|rest| rest.split_once('>'));
        said.and_then(|(_, rest)| rest.split('<').next()).unwrap_or_default()
    }
}

impl Clerk {
    pub async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Seen {
        let request = match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, format!("ydan={cookie}")),
            None => request,
        };
        let response = self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let body = body.collect().await.unwrap().to_bytes();
        expect_own_length(&parts.headers, body.len());
        let body = String::from_utf8_lossy(&body).into_owned();
        Seen { status: parts.status, to, body }
    }

    pub async fn get(&self, path: &str) -> Seen {
        self.ask(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, form.into()).await
    }
}

pub fn app(world: &World) -> Router {
    app_at(world, now)
}

/// The same at another moment.
pub fn app_at(world: &World, now: fn() -> Now) -> Router {
    let rulesets = server::data::rulesets::load(None).unwrap();
    let store = Arc::new(world.store.clone());
    let trials = TrialWorlds::new(Arc::clone(&store), rulesets.clone(), Arc::new(now), "http://ydan.test", false);
    let state = app_state(store, rulesets, Arc::new(now), "http://ydan.test").expect("sound");
    router(AppState { typesetting: Arc::new(Untypeset), trying: Trying::Outside(trials), ..state })
}

/// A document's Word file.
const WORD: Format = Format::Word;

/// Says what would be printed, as it is handed to the templates.
struct Untypeset;

#[async_trait]
impl Typesetting for Untypeset {
    async fn pdf(&self, print: Print) -> Answer<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(&print).expect("JSON"))
    }

    async fn word(&self, document: Document) -> Answer<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(&document).expect("JSON"))
    }

    async fn workbook(&self, document: Document) -> Answer<Vec<u8>> {
        self.word(document).await
    }

    async fn list(&self, list: List, _: ListFormat) -> Answer<Vec<u8>> {
        Ok(server::files::list_csv(&list).expect("written"))
    }

    async fn picture(&self, shown: SharedPicture) -> Answer<Arc<Vec<u8>>> {
        Ok(Arc::new(serde_json::to_vec_pretty(&shown).expect("JSON")))
    }
}

/// The codes of what would be printed.
pub fn codes_in(print: &str) -> Vec<String> {
    print.split("\"code\": \"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// What there is to see and to do: a plan, an open round with a batch and a conflict, a closed one, a published one.
pub struct Stage {
    pub plan: Uuid,
    pub open: Uuid,
    pub closed: Uuid,
    pub hamlet: Uuid,
    pub closed_hamlet: Uuid,
    pub batch: Uuid,
    /// What is written on its pile of paper.
    pub words: String,
    pub file: Uuid,
    /// A report as it was signed.
    pub signed: Uuid,
    pub proof: Uuid,
    pub draft: Uuid,
    pub recommendation: Uuid,
    /// A programme of supervision, and an activity of it.
    pub programme: Uuid,
    pub activity: Uuid,
    pub slip: Code,
    pub slip_elsewhere: Code,
}

pub async fn set_the_stage(world: &World) -> Stage {
    let store = &world.store;
    let by = Actor::Operator;
    world.hamlets(COMMUNE, &[("01", 6), ("02", 6)]).await;
    let old = world.open(COMMUNE, ruleset("xa-nang-cao-2021-2025")).await;
    let rows = store.unit_participation(&by, old, None).await.unwrap().rows;
    let by_code = |code: &str| rows.iter().filter_map(|row| row.hamlet.clone()).find(|h| h.code == code).unwrap().id;
    let (hamlet, other) = (by_code("01"), by_code("02"));
    store.slips(&by, old, hamlet, SlipSelection::First, now()).await.unwrap();
    store.close_hamlet(&by, old, hamlet, now()).await.unwrap();
    store.count_hamlet(&by, old, hamlet, witnesses(), now()).await.unwrap();
    store.attach(&by, old, hamlet, photo(100), now()).await.unwrap();
    store.attach(&by, old, hamlet, photo(101), now()).await.unwrap();
    let attached = store.hamlet(&by, old, hamlet).await.unwrap().attachments;
    let of = |photo: NewFile| attached.iter().find(|own| own.size == photo.content.len() as u64).unwrap().id;
    let (file, signed) = (of(photo(100)), of(photo(101)));
    // Nothing of it is published here.
    let sql = "update file set belongs_to = 'document', hamlet_id = null, document = 'bao-cao', version = 1,
                               unit_id = (select r.unit_id from round r where r.id = file.round_id) where size = (select max(size) from file)";
    world.tamper(sql).await;
    store.close(&by, old, "thử", Early::Confirmed, now()).await.unwrap();
    count_boxes(store, old).await;
    let open = world.open(COMMUNE, ruleset("xa-ntm-2021-2025")).await;
    let slip = store.slips(&by, open, hamlet, SlipSelection::First, now()).await.unwrap().slips[4].1;
    let slip_elsewhere = store.slips(&by, open, other, SlipSelection::First, now()).await.unwrap().slips[4].1;
    let batch = store.begin_batch(&by, open, hamlet, true, now()).await.unwrap();
    let words = store.batch(&by, batch).await.unwrap().check_words.unwrap();
    let papers = app::domain::collection::plan::Papers::default();
    let (opens, closes) = (day("2024-08-01"), day("2024-08-20"));
    let plan = app::domain::collection::plan::Plan {
        ruleset: ruleset("xa-kieu-mau-2021-2025"),
        papers,
        opens,
        closes,
        reviewed: false,
        holders: app::domain::collection::key_letters::KeyHolders::default(),
    };
    let id = Uuid::new_v4();
    store.begin(&by, NewPlan { id, unit_code: COMMUNE.into(), plan, many: false }, now()).await.unwrap();
    let plan = id;
    let recommendation = Uuid::new_v4();
    let new = NewRecommendation {
        id: recommendation,
        unit_code: COMMUNE.into(),
        subject: Subject::default(),
        title: "Đường".into(),
        text: "Đường lầy".into(),
        due: day("2024-08-01"),
        is_public: false,
        files: vec![photo(90)],
        finding: None,
    };
    store.raise(&by, new, now()).await.unwrap();
    let proof = store.recommendation(&by, recommendation).await.unwrap().steps[0].files[0].0;
    let (programme, activity) = planned_supervision(store).await;
    Stage {
        programme,
        activity,
        signed,
        proof,
        draft: Uuid::nil(),
        recommendation,
        plan,
        open,
        closed: old,
        hamlet,
        closed_hamlet: hamlet,
        batch,
        words,
        file,
        slip,
        slip_elsewhere,
    }
}

/// A programme of the commune's Front with an activity of which nothing is done yet.
async fn planned_supervision(store: &Store) -> (Uuid, Uuid) {
    let (programme, activity) = (Uuid::new_v4(), Uuid::new_v4());
    let head = ProgrammeHead {
        supervisor: Supervisor::Front,
        organisation: String::new(),
        year: 2024,
        number: String::new(),
        signed_on: None,
        is_public: false,
    };
    store.open_programme(&Actor::Operator, programme, COMMUNE, head, now()).await.unwrap();
    let plan = ActivityPlan {
        kind: ActivityKind::Supervision,
        subject: "Đường thôn".into(),
        occasion: Occasion::Periodic,
        method: Method::Delegation,
        starts_on: day("2024-07-01"),
        ends_on: day("2024-07-31"),
        lead: "Ủy ban MTTQ".into(),
        participants: Vec::new(),
        drafter: String::new(),
        ruleset: String::new(),
        criteria: Vec::new(),
        target: String::new(),
    };
    store.plan_activity(&Actor::Operator, programme, activity, plan, vec![COMMUNE.into()], now()).await.unwrap();
    (programme, activity)
}

impl Stage {
    /// The address of a route with its keys filled in, and where it lies: in the commune, or nowhere in particular.
    pub fn fill(&self, route: &str) -> Option<(String, bool)> {
        let path = |pattern: &str, keys: &[&dyn std::fmt::Display]| {
            let mut parts = pattern.split('*');
            let mut path = parts.next().unwrap().to_owned();
            for (part, key) in parts.zip(keys) {
                path.push_str(&key.to_string());
                path.push_str(part);
            }
            path
        };
        let (open, closed, hamlet) = (&self.open, &self.closed, &self.hamlet);
        Some(match route {
            "/dang-nhap"
            | "/thu-moi"
            | "/lam-viec"
            | "/lam-viec/toi"
            | "/lam-viec/tai-khoan"
            | "/lam-viec/tai-khoan/moi"
            | "/lam-viec/nhat-ky"
            | "/lam-viec/ke-hoach/moi"
            | "/lam-viec/tong-quan"
            | "/lam-viec/lam-thu"
            | "/lam-viec/giam-sat"
            | "/lam-viec/tieu-chi"
            | "/lam-viec/tieu-chi/mau.xlsx"
            | "/lam-viec/kien-nghi"
            | "/lam-viec/kien-nghi/moi"
            | "/lam-viec/chuong-trinh"
            | "/lam-viec/mau-van-ban" => (route.to_owned(), false),
            "/lam-viec/kien-nghi/tep/*" | "/lam-viec/giam-sat/*" => (path(route, &[&"danh-sach.csv"]), false),
            "/lam-viec/chuong-trinh/*" | "/lam-viec/chuong-trinh/*/noi-dung-moi" => {
                (path(route, &[&self.programme]), true)
            }
            "/lam-viec/chuong-trinh/*/bao-cao/*" => (path(route, &[&self.programme, &WORD]), true),
            "/lam-viec/noi-dung-giam-sat/*" => (path(route, &[&self.activity]), true),
            "/lam-viec/mau-van-ban/*/*" => (path(route, &[&"hamlet", &"bien-ban"]), false),
            "/lam-viec/ke-hoach/*"
            | "/lam-viec/ke-hoach/*/phieu"
            | "/lam-viec/ke-hoach/*/phieu/tu-xlsform"
            | "/lam-viec/ke-hoach/*/phieu/xlsform.xlsx"
            | "/lam-viec/ke-hoach/*/xem-truoc"
            | "/lam-viec/ke-hoach/*/phieu-giay.pdf" => (path(route, &[&self.plan]), true),
            "/lam-viec/thon/*" | "/lam-viec/thon/*/mau.xlsx" | "/lam-viec/tieu-chi/*" => {
                (path(route, &[&COMMUNE]), true)
            }
            "/lam-viec/dot/*/in-ca-dot/*" => (path(route, &[open, &"the-ma.zip"]), true),
            "/lam-viec/dot/*/in/*" => (path(route, &[open, &"the-ma.pdf"]), true),
            "/lam-viec/dot/*"
            | "/lam-viec/dot/*/in"
            | "/lam-viec/dot/*/tham-gia"
            | "/lam-viec/dot/*/tin-hieu"
            | "/lam-viec/dot/*/phieu-kiem-tra" => (path(route, &[open]), true),
            "/lam-viec/dot/*/van-ban/*/*" => (path(route, &[closed, &"tong-hop", &WORD]), true),
            "/lam-viec/dot/*/thong-bao/*" => (path(route, &[closed, &WORD]), true),
            "/lam-viec/dot/*/thong-bao" | "/lam-viec/dot/*/ho-so.zip" | "/lam-viec/dot/*/so-lieu-day-du" => {
                (path(route, &[closed]), true)
            }
            "/lam-viec/dot/*/thon/*" | "/lam-viec/dot/*/thon/*/ho-tro" | "/lam-viec/dot/*/thon/*/bien-ban" => {
                (path(route, &[open, hamlet]), true)
            }
            "/lam-viec/dot/*/thon/*/bien-ban-ky" => (path(route, &[closed, &self.closed_hamlet]), true),
            "/lam-viec/dot/*/thon/*/bien-ban-ky/*" => (path(route, &[closed, &self.closed_hamlet, &WORD]), true),
            "/lam-viec/lo/*" => (path(route, &[&self.batch]), true),
            "/lam-viec/van-ban-ky/*" => (path(route, &[&self.signed]), true),
            "/lam-viec/tep/*" => (path(route, &[&self.file]), true),
            "/lam-viec/tai-lieu/*" => (path(route, &[&self.proof]), true),
            "/lam-viec/tieu-chi/nhap/*" => (path(route, &[&self.draft]), true),
            "/lam-viec/kien-nghi/*" => (path(route, &[&self.recommendation]), true),
            "/lam-viec/kien-nghi/*/buoc/*/*" => (path(route, &[&self.recommendation, &1, &WORD]), true),
            _ => return None,
        })
    }

    /// The fields that make an action reach its port.
    pub fn fields(
        &self,
        route: &str,
        word: &'static str,
        conflict: Uuid,
        account: Uuid,
    ) -> Vec<(&'static str, String)> {
        let mut fields: Vec<(&'static str, String)> = match (route, word) {
            ("/lam-viec/tai-khoan", "invite") => vec![
                ("role", "front".into()),
                ("login", "moi".into()),
                ("name", "Mới".into()),
                ("unit", COMMUNE.into()),
            ],
            ("/lam-viec/tai-khoan/moi", "invite") => {
                vec![("role", "front".into()), ("place1", format!("{COMMUNE}/")), ("name1", "Mới".into())]
            }
            ("/lam-viec/tai-khoan/moi", "print") => vec![("letter", format!("{account} {}", self.slip.compact()))],
            ("/lam-viec/tai-khoan", "renew" | "remove") => vec![("account", account.to_string())],
            ("/lam-viec/ke-hoach/moi", "") => {
                vec![
                    ("ruleset", "xa-ntm-2016-2020".into()),
                    ("opens", "2024-08-01".into()),
                    ("purpose", "recognise".into()),
                    ("unit", COMMUNE.into()),
                ]
            }
            ("/lam-viec/ke-hoach/*", "keep" | "open") => vec![
                ("opens", "2024-08-01".into()),
                ("closes", "2024-08-20".into()),
                ("percent", "70".into()),
                ("revision", "1".into()),
            ],
            ("/lam-viec/ke-hoach/*/phieu", "keep") => vec![("revision", "1".into())],
            ("/lam-viec/ke-hoach/*/phieu/tu-xlsform", "take") => {
                vec![("row0", "2".into()), ("vi0", "Đường?".into()), ("question1", "0".into())]
            }
            ("/lam-viec/thon/*", "keep") => {
                vec![("code1", "01".into()), ("name1", "Thôn 01".into()), ("households1", "6".into())]
            }
            ("/lam-viec/dot/*/thon/*", "one") => vec![("serial", "1".into()), ("sure", "1".into())],
            ("/lam-viec/lo/*", "take-out") => vec![("serial", "1".into())],
            ("/lam-viec/dot/*/thon/*", "spares") => vec![("count", "2".into())],
            ("/lam-viec/dot/*/thon/*", "use-spare") => vec![("spare", "99".into())],
            ("/lam-viec/dot/*/phieu-kiem-tra", "hand-in") => {
                vec![("slip", self.slip.to_string()), ("sending", "0123456789abcdef".repeat(2))]
            }
            ("/lam-viec/dot/*/phieu-kiem-tra", "judge") => {
                vec![("judged", Uuid::nil().to_string()), ("agrees-00000000-0000-0000-0000-000000000000", "yes".into())]
            }
            ("/lam-viec/dot/*/thon/*", "void") => vec![("why", "Bị sửa".into())],
            ("/lam-viec/dot/*/thon/*", "settle") => vec![("conflict", conflict.to_string())],
            ("/lam-viec/lo/*", "key") => vec![("slip", "999".into()), ("keys", "1111111111111111111".into())],
            ("/lam-viec/lo/*", "join") => vec![("words", "AAAA-AAAA".into())],
            ("/lam-viec/lo/*", "decide") => vec![("serial", "1".into()), ("keys-1", "1111111111111111111".into())],
            ("/lam-viec/dot/*/thon/*/bien-ban", "keep" | "correct") => {
                const COUNTS: [(&str, &str); 19] = [
                    ("s1", "u1"),
                    ("s2", "u2"),
                    ("s3", "u3"),
                    ("s4", "u4"),
                    ("s5", "u5"),
                    ("s6", "u6"),
                    ("s7", "u7"),
                    ("s8", "u8"),
                    ("s9", "u9"),
                    ("s10", "u10"),
                    ("s11", "u11"),
                    ("s12", "u12"),
                    ("s13", "u13"),
                    ("s14", "u14"),
                    ("s15", "u15"),
                    ("s16", "u16"),
                    ("s17", "u17"),
                    ("s18", "u18"),
                    ("s19", "u19"),
                ];
                let head = ["households", "issued", "returned", "valid"].map(|name| (name, "4".into()));
                let mut all: Vec<(&'static str, String)> = head.into();
                all.extend(["invalid", "unreturned"].map(|name| (name, "0".into())));
                all.push(("reason", "x".into()));
                all.extend(COUNTS.iter().flat_map(|(s, u)| [(*s, "4".into()), (*u, "0".into())]));
                all
            }
            ("/lam-viec/dot/*/thong-bao", "keep" | "publish" | "correct") => {
                vec![("posting_days", "10".into()), ("reason", "x".into())]
            }
            ("/lam-viec/dot/*/so-lieu-day-du", "tell-in-full") => vec![("document", "Công văn 15".into())],
            ("/lam-viec/dot/*/thon/*/ho-tro", "*") => filled_in(self.slip),
            ("/lam-viec/tieu-chi/*", "keep") => vec![
                ("ruleset", "xa-ntm-2021-2025".into()),
                ("as_of", "2024-07-01".into()),
                ("document", "BC 1".into()),
                ("status2", "met".into()),
            ],
            ("/lam-viec/tieu-chi/*", "title") => vec![
                ("title", "standard".into()),
                ("decided_on", "2024-07-01".into()),
                ("decision", "1/QĐ-UBND".into()),
            ],
            ("/lam-viec/tieu-chi/*", "figure") => vec![
                ("figure", "47-kh-tu/thu-nhap".into()),
                ("figure_number", "46,3".into()),
                ("figure_on", "2023-12-31".into()),
                ("figure_source", "NGTK 2023".into()),
            ],
            ("/lam-viec/tieu-chi/*", "act") => vec![
                ("act", "47-kh-tu/quy-hoach-tinh".into()),
                ("act_event", "done".into()),
                ("act_on", "2023-12-29".into()),
                ("act_document", "1727/QĐ-TTg".into()),
            ],
            ("/lam-viec/kien-nghi/moi", "") => vec![
                ("unit", COMMUNE.into()),
                ("title", "Đường".into()),
                ("text", "Đường lầy".into()),
                ("due", "2024-08-01".into()),
            ],
            ("/lam-viec/kien-nghi/*", "answer" | "accept" | "return" | "close") => {
                vec![("text", "Một lời".into()), ("revision", "1".into())]
            }
            ("/lam-viec/chuong-trinh", "") | ("/lam-viec/chuong-trinh/*", "keep") => {
                vec![("supervisor", "front".into()), ("year", "2024".into()), ("revision", "1".into())]
            }
            ("/lam-viec/chuong-trinh/*/noi-dung-moi", "") | ("/lam-viec/noi-dung-giam-sat/*", "keep") => vec![
                ("kind", "supervision".into()),
                ("subject", "Đường thôn".into()),
                ("occasion", "periodic".into()),
                ("method", "delegation".into()),
                ("starts_on", "2024-07-01".into()),
                ("ends_on", "2024-07-31".into()),
                ("lead", "Mặt trận".into()),
                ("units", COMMUNE.into()),
                ("revision", "1".into()),
            ],
            ("/lam-viec/noi-dung-giam-sat/*", "visit") => {
                vec![("unit", COMMUNE.into()), ("on", "2024-07-09".into()), ("finding1", "Đường lầy".into())]
            }
            ("/lam-viec/noi-dung-giam-sat/*", "drop-visit") => vec![("visit", self.file.to_string())],
            ("/lam-viec/noi-dung-giam-sat/*", "comment") => {
                vec![("comment1", "Nêu kinh phí".into()), ("revision", "1".into())]
            }
            ("/lam-viec/noi-dung-giam-sat/*", "reply") => vec![
                ("number", "1".into()),
                ("uptake", "whole".into()),
                ("reply", "Tiếp thu".into()),
                ("replied_on", "2024-07-09".into()),
            ],
            ("/lam-viec/noi-dung-giam-sat/*", "conclude") => vec![
                ("conclusion", "Đường cần sửa".into()),
                ("concluded_on", "2024-07-09".into()),
                ("revision", "1".into()),
            ],
            ("/lam-viec/mau-van-ban/*/*", "keep") => {
                vec![("text", shipped(DocumentKind::Minutes).to_owned())]
            }
            _ => Vec::new(),
        };
        if word != "*" {
            fields.push(("step", word.to_owned()));
        }
        fields.push(("sure", "1".into()));
        fields
    }
}

/// A household's whole ballot, to be sent.
pub fn filled_in(slip: Code) -> Vec<(&'static str, String)> {
    const QUESTIONS: [&str; 19] = [
        "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16", "q17",
        "q18", "q19",
    ];
    let answers = QUESTIONS.map(|name| (name, "s".to_owned()));
    [("step", "send".to_owned()), ("code", slip.to_string())].into_iter().chain(answers).collect()
}

/// Who is asking: name, role, unit, hamlet, whether the commune lies inside.
pub const PEOPLE: [(&str, Role, &str, &str, bool); 11] = [
    ("tinh", Role::Front, "68", "", true),
    ("huyen", Role::Front, "677", "", true),
    ("xa", Role::Front, COMMUNE, "", true),
    ("thon", Role::Hamlet, COMMUNE, "01", true),
    ("ubnd", Role::Office, COMMUNE, "", true),
    ("ubnd-tinh", Role::Office, "68", "", true),
    ("quantri", Role::Administrator, "", "", true),
    ("huyen-khac", Role::Front, "672", "", false),
    ("xa-khac", Role::Front, "24940", "", false),
    ("thon-khac", Role::Hamlet, COMMUNE, "02", false),
    ("ubnd-khac", Role::Office, "24940", "", false),
];

pub async fn people(world: &World) -> BTreeMap<&'static str, (Clerk, Actor)> {
    let app = app(world);
    let mut people = BTreeMap::new();
    for (login, role, unit, hamlet, _) in PEOPLE {
        let (actor, token) = world.member(login, role, unit, hamlet).await;
        people.insert(login, (Clerk { app: app.clone(), cookie: Some(token.0) }, actor));
    }
    people
}

/// One person alone.
pub async fn member(world: &World, role: Role, unit: &str) -> (Clerk, Actor) {
    let (actor, token) = world.member(&format!("{}-{unit}", role.into_str()), role, unit, "").await;
    (Clerk { app: app(world), cookie: Some(token.0) }, actor)
}

/// A file of statuses that somebody sent and has not confirmed yet.
pub async fn one_s_own_draft(world: &World, by: &Actor) -> Uuid {
    let file = format!(
        "unit_code,ruleset,criterion,status,as_of,document\n{COMMUNE},xa-ntm-2021-2025,3,met,2024-07-01,BC 2\n"
    );
    let lines = server::files::spreadsheet::statuses(
        file.as_bytes(),
        &server::data::rulesets::load(None).unwrap(),
        day("2024-07-10"),
    )
    .unwrap();
    world.store.keep_draft(by, "xa.csv", lines, now()).await.unwrap()
}

/// Begins to load a file.
pub async fn loading(by: &Clerk, path: &str) -> axum::response::Response {
    let request = axum::http::Request::get(path);
    let request = request.header("cookie", format!("ydan={}", by.cookie.clone().unwrap()));
    tower::ServiceExt::oneshot(by.app.clone(), request.body(axum::body::Body::empty()).unwrap()).await.unwrap()
}

/// The files of an archive: names and what is in them.
pub async fn unzipped(archive: axum::response::Response) -> Vec<(String, Vec<u8>)> {
    let body = http_body_util::BodyExt::collect(archive.into_body()).await.unwrap().to_bytes();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut content).unwrap();
        files.push((file.name().unwrap().to_string(), content));
    }
    files
}
