//! Households answer while hamlets are closed and boxes are counted, and the server is killed at any moment, again and again.

use crate::common::*;
use crate::figures::Figures;
use crate::kept::{KeptBox, kept_ballots, kept_boxes, kept_receipts};
use crate::program::{Answer, Program, command, key_in, post};
use app::domain::collection::code::Code;
use app::domain::collection::receipt::Receipt;
use app::domain::people::account::Role;
use app::ports::casting::Casting as _;
use app::ports::common::Actor;
use app::ports::counting::Counting as _;
use app::ports::rounds::Rounds as _;
use app::ports::verification::Verification as _;
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use server::store::Store;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::{Child, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How often the server is killed, unless `YDAN_KILLS` says so.
const KILLS: u64 = 8;
/// Rounds with damage after which there is nothing more to learn.
const MOST_DAMAGED: u64 = 5;
/// A district, and its communes that are asked.
const DISTRICT: &str = "677";
const COMMUNES: [&str; 8] = ["24934", COMMUNE, "24940", "24943", "24946", "24949", "24952", "24955"];
const HAMLETS: usize = 2;
const HOUSEHOLDS: u64 = 90;
const QUESTIONS: u8 = 19;
/// Households that send at the same time.
const PHONES: usize = 6;
/// The longest that households answer before a committee acts, in milliseconds.
const LONGEST_LEAD: u64 = 250;
/// Households that were thanked and send their page again, in each turn.
const AGAIN: usize = 12;

/// One round after the other, until there were kills enough; of every second one holders have the key.
pub async fn killed_all_the_while(world: World) {
    killed_in_rounds(world, |rounds| rounds % 2 == 1).await;
}

/// The same where holders have the key of every round.
pub async fn killed_with_holders(world: World) {
    killed_in_rounds(world, |_| true).await;
}

async fn killed_in_rounds(mut world: World, is_held: impl Fn(u64) -> bool) {
    let number = |name| std::env::var(name).ok().map(|text| text.parse().expect("a number"));
    let kills = number("YDAN_KILLS").unwrap_or(KILLS);
    let seed = number("YDAN_SEED").unwrap_or_else(|| rand::random::<u32>().into());
    println!("\nYDAN_SEED={seed}");
    let (begun, mut figures, mut luck) = (Instant::now(), Figures::default(), Luck::new(seed));
    let mut damaged = 0;
    loop {
        let before = figures.faults();
        Drill::begin(&world, is_held(figures.rounds)).await.run(kills, &mut figures, &mut luck).await;
        figures.rounds += 1;
        damaged += u64::from(figures.faults() != before);
        println!("round {}: {} kills, {damaged} rounds damaged", figures.rounds, figures.kills);
        if is_enough(kills, &figures) || damaged == MOST_DAMAGED {
            break;
        }
        world = world.another().await;
    }
    println!("{}", figures.line(begun.elapsed().as_secs()));
    assert!(figures.is_sound(), "{:?}", figures.faults());
    assert!(has_all_phases(&figures), "no kill in a phase: {:?}", figures.phases());
}

/// Whether it was killed so often, in each phase; on a busy machine that takes a few more.
fn is_enough(kills: u64, figures: &Figures) -> bool {
    figures.kills >= kills && (has_all_phases(figures) || figures.kills >= 5 * kills)
}

fn has_all_phases(figures: &Figures) -> bool {
    figures.phases().iter().all(|(_, kills)| *kills > 0)
}

/// Chance, and how long acts take.
struct Luck {
    rng: StdRng,
    /// On a page and on the console.
    spans: [f64; 2],
}

impl Luck {
    fn new(seed: u64) -> Self {
        Self { rng: StdRng::seed_from_u64(seed), spans: [0.04, 0.3] }
    }

    /// A moment in the course of an act or soon after it, or surely in its course. A command spends the first half on its start.
    fn moment(&mut self, on_console: bool, surely: bool) -> Duration {
        let from = if on_console { 0.5 } else { 0.0 };
        let to = if surely { from + 0.4 } else { 1.25 };
        Duration::from_secs_f64(self.rng.random_range(from..to) * self.spans[usize::from(on_console)])
    }

    /// Follows how fast the machine is just now.
    fn learn(&mut self, on_console: bool, moment: Duration, is_lost: bool) {
        let span = &mut self.spans[usize::from(on_console)];
        *span = if is_lost { *span * 1.1 } else { moment.as_secs_f64().max(0.01) };
    }
}

/// What a committee does in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Nothing,
    CloseHamlet(Uuid),
    CountHamlet(Uuid),
    CloseRound,
    CountRound,
}

/// What a household knows of its ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Unsent,
    /// It was sent, and no answer came.
    Unanswered,
    Thanked,
    Refused,
}

struct Household {
    code: Code,
    hamlet: String,
    /// Nobody else in the round answers the same.
    answers: String,
    idempotency_key: Uuid,
    receipt: Receipt,
    standing: Standing,
}

impl Household {
    fn send(&self, address: &str) -> Answer {
        let mut form = format!("step=send&code={}&idempotency_key={}", self.code, self.idempotency_key);
        for (no, answer) in (1..).zip(self.answers.chars()) {
            write!(form, "&q{no}={answer}").unwrap();
        }
        post(address, "/phieu", "", &form)
    }
}

/// A round in a database of its own.
struct Drill<'a> {
    world: &'a World,
    folder: tempfile::TempDir,
    round: Uuid,
    /// What opens the boxes where holders have the key; else nothing.
    parts: Vec<String>,
    actor: Actor,
    cookie: String,
    households: Vec<Household>,
}

impl<'a> Drill<'a> {
    async fn begin(world: &'a World, is_held: bool) -> Self {
        let store = &world.store;
        let codes: Vec<String> = (1..=COMMUNES.len() * HAMLETS).map(|no| format!("{no:02}")).collect();
        for (commune, codes) in COMMUNES.iter().zip(codes.chunks(HAMLETS)) {
            let hamlets: Vec<(&str, u64)> = codes.iter().map(|code| (code.as_str(), HOUSEHOLDS)).collect();
            world.hamlets(commune, &hamlets).await;
        }
        let rules = ruleset("xa-ntm-2021-2025");
        let (round, mut parts) = if is_held {
            world.open_held(DISTRICT, rules, &["Hoa", "Ba", "K’ Brơi"], 2).await
        } else {
            (world.open(DISTRICT, rules).await, Vec::new())
        };
        parts.truncate(2);
        let issued = world.issue(round, None).await;
        // The program runs by the clock of the machine.
        world.tamper("update round set closes = '2999-12-31'").await;
        let (actor, token) = world.invited("hoa", person("hoa", Role::Front, DISTRICT), chrono::Utc::now()).await;
        let household = |(number, issued): (usize, app::ports::slips::IssuedCode)| {
            let answer = |no: u8| if number >> no & 1 == 1 { 'u' } else { 's' };
            let (code, idempotency_key) = (issued.code, Uuid::new_v4());
            Household {
                code,
                hamlet: issued.hamlet_code,
                answers: (0..QUESTIONS).map(answer).collect(),
                idempotency_key,
                receipt: store.receipt(&code, idempotency_key),
                standing: Standing::Unsent,
            }
        };
        let households = issued.into_iter().enumerate().map(household).collect();
        // Whoever opens the file first after a kill has to mend it: that is to be the program.
        store.disconnect().await;
        let folder = tempfile::tempdir().unwrap();
        key_in(folder.path());
        std::fs::write(folder.path().join("parts"), parts.join("\n")).unwrap();
        Self { world, folder, round, parts, actor, cookie: token.0, households }
    }

    fn program(&self) -> Program {
        Program::start(self.world, &self.folder.path().join("key"))
    }

    async fn run(mut self, kills: u64, figures: &mut Figures, luck: &mut Luck) {
        let mut program = self.program();
        let (mut said, before) = (Act::Nothing, figures.faults());
        // The first commune is through when the kills begin, so that there are boxes to count.
        let first = |household: &Household| (1..=HAMLETS).any(|no| household.hamlet == format!("{no:02}"));
        let of_first = (0..self.households.len()).filter(|at| first(&self.households[*at])).collect();
        let heard = send(&program.address, &self.households, of_first);
        self.hear(heard, figures);
        for hamlet in self.boxes().await.iter().take(HAMLETS) {
            let Some(done) = self.act(&program.address, Act::CloseHamlet(hamlet.hamlet)) else { continue };
            assert!(is_done(&done, Act::CloseHamlet(hamlet.hamlet)), "{done:?}");
        }
        loop {
            let boxes = self.check(said, figures).await;
            if figures.faults() != before {
                // What is half done is left as it is.
                return self.sum_up(figures);
            }
            if is_enough(kills, figures) {
                break;
            }
            let Some(act) = next_act(&boxes, !self.parts.is_empty(), figures, luck) else { break };
            said = self.turn(&mut program, act, &boxes, figures, luck);
            program = self.program();
        }
        // In peace now.
        let left = |at: &usize| self.households[*at].standing == Standing::Unanswered;
        let heard = send(&program.address, &self.households, (0..self.households.len()).filter(left).collect());
        self.hear(heard, figures);
        assert!(self.households.iter().all(|one| one.standing != Standing::Unanswered), "no answer in peace");
        program.kill();
        self.finish(figures).await;
        self.sum_up(figures);
    }

    async fn boxes(&self) -> Vec<KeptBox> {
        let store = self.world.beside().await;
        let boxes = kept_boxes(&store, self.round).await;
        store.disconnect().await;
        boxes
    }

    /// Looks at everything after a start, before anybody else does.
    async fn check(&self, said: Act, figures: &mut Figures) -> Vec<KeptBox> {
        let store = self.world.beside().await;
        let boxes = kept_boxes(&store, self.round).await;
        let findings = store.verify().await.unwrap();
        store.disconnect().await;
        if !findings.is_empty() {
            println!("verify: {findings:?}");
        }
        figures.findings += findings.len() as u64;
        for one in &boxes {
            figures.half_counted += u64::from(one.is_half_counted(&boxes, QUESTIONS));
            figures.half_closed += u64::from(one.is_half_closed());
            let thanked = self.households.iter().filter(|household| household.standing == Standing::Thanked);
            let thanked = thanked.filter(|household| household.hamlet == one.code).count() as u64;
            let returned = one.returned.unsigned_abs();
            figures.lost += thanked.saturating_sub(returned);
            figures.kept_unanswered += returned.saturating_sub(thanked);
        }
        let is_there = match said {
            Act::Nothing => true,
            Act::CloseHamlet(hamlet) => boxes.iter().any(|one| one.hamlet == hamlet && one.is_closed()),
            Act::CountHamlet(hamlet) => boxes.iter().any(|one| one.hamlet == hamlet && one.is_counted()),
            Act::CloseRound => boxes.iter().all(KeptBox::is_closed),
            Act::CountRound => !boxes.iter().any(|one| one.waits(&boxes)),
        };
        figures.undone += u64::from(!is_there);
        boxes
    }

    /// One turn up to its kill; answers the act that was acknowledged.
    fn turn(
        &mut self,
        program: &mut Program,
        act: Act,
        boxes: &[KeptBox],
        figures: &mut Figures,
        luck: &mut Luck,
    ) -> Act {
        let (address, queue) = (program.address.clone(), self.queue(boxes, &mut luck.rng));
        let on_console = matches!(act, Act::CloseRound | Act::CountRound) && luck.rng.random();
        let lead = Duration::from_millis(luck.rng.random_range(0..LONGEST_LEAD));
        let moment = luck.moment(on_console, !has_all_phases(figures));
        let this = &*self;
        let (heard, done) = std::thread::scope(|scope| {
            let phones = scope.spawn(|| send(&address, &this.households, queue));
            std::thread::sleep(lead);
            let mut console = on_console.then(|| this.console(act));
            let page = (!on_console).then(|| scope.spawn(|| this.act(&address, act)));
            std::thread::sleep(moment);
            program.kill();
            let by_console = console.as_mut().map(ended);
            let by_page = page.and_then(|page| page.join().unwrap());
            (phones.join().unwrap(), by_console.or(by_page))
        });
        let is_lost = matches!(done, Some(Answer::Lost));
        if act != Act::Nothing {
            luck.learn(on_console, moment, is_lost);
        }
        let is_cast = |at: usize| self.households[at].standing != Standing::Thanked;
        let casts = heard.iter().filter(|(at, answer)| matches!(answer, Answer::Lost) && is_cast(*at)).count() as u64;
        let counts = matches!(act, Act::CountHamlet(_) | Act::CountRound);
        figures.kills += 1;
        figures.answers_lost += casts;
        figures.casting += u64::from(casts > 0);
        figures.closing += u64::from(is_lost && !counts);
        figures.counting += u64::from(is_lost && counts);
        figures.idle += u64::from(casts == 0 && !is_lost);
        self.hear(heard, figures);
        done.filter(|done| is_done(done, act)).map_or(Act::Nothing, |_| act)
    }

    /// Who sends in a turn: whoever got no answer, some who got one, and then those whose hamlets are open.
    fn queue(&self, boxes: &[KeptBox], rng: &mut StdRng) -> Vec<usize> {
        let is_open: HashMap<&str, bool> = boxes.iter().map(|one| (one.code.as_str(), !one.is_closed())).collect();
        let are = |standing| {
            let all = self.households.iter().enumerate();
            all.filter(move |(_, one)| one.standing == standing).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let mut again = are(Standing::Thanked);
        again.shuffle(rng);
        again.truncate(AGAIN);
        let mut queue = [are(Standing::Unanswered), again].concat();
        queue.shuffle(rng);
        let mut unsent = are(Standing::Unsent);
        unsent.retain(|at| is_open[self.households[*at].hamlet.as_str()]);
        unsent.shuffle(rng);
        [queue, unsent].concat()
    }

    /// Does it on its page; what came of it, if anything is done at all.
    fn act(&self, address: &str, act: Act) -> Option<Answer> {
        let round = format!("/lam-viec/dot/{}", self.round);
        let (path, form) = match act {
            Act::Nothing => return None,
            Act::CloseHamlet(hamlet) => (format!("{round}/thon/{hamlet}"), "step=close&sure=1"),
            Act::CountHamlet(hamlet) => {
                (format!("{round}/thon/{hamlet}"), "step=count&place=Nh%C3%A0&present=A&remarks=&sure=1")
            }
            Act::CloseRound => (round, "step=close&without=A&early=1"),
            Act::CountRound => (round, "step=count&sure=1"),
        };
        let mut form = form_urlencoded::Serializer::new(form.to_owned());
        if act == Act::CountRound {
            form.extend_pairs((1..).zip(&self.parts).map(|(no, part)| (format!("part{no}"), part)));
        }
        Some(post(address, &path, &self.cookie, &form.finish()))
    }

    /// Does it on the console.
    fn console(&self, act: Act) -> Child {
        let round = self.round.to_string();
        let parts = self.folder.path().join("parts").display().to_string();
        let words: &[&str] = match act {
            Act::CloseRound => &["round", "close", &round, "--early"],
            _ if self.parts.is_empty() => &["round", "count", &round],
            _ => &["round", "count", &round, "--parts-file", &parts],
        };
        let mut command = command(self.world, &self.folder.path().join("key"), words);
        command.stdin(Stdio::null()).spawn().unwrap()
    }

    /// Takes down what households were told.
    fn hear(&mut self, heard: Vec<(usize, Answer)>, figures: &mut Figures) {
        for (at, answer) in heard {
            let household = &mut self.households[at];
            let before = household.standing;
            let is_thanked = answer.leads_to().is_some_and(|to| to.starts_with("/cam-on"));
            let is_refused = answer.has_status(&["409", "410"]);
            if is_thanked {
                household.standing = Standing::Thanked;
                figures.thanked_again += u64::from(before != Standing::Unsent);
                let shown = answer.cookie("ydan-bien-nhan").and_then(|given| given.split_once('.'));
                let is_same = shown.is_some_and(|(receipt, _)| receipt == household.receipt.compact());
                figures.answers_differ += u64::from(!is_same);
            } else if is_refused {
                figures.answers_differ += u64::from(before == Standing::Thanked);
                if before != Standing::Thanked {
                    household.standing = Standing::Refused;
                }
            } else if before == Standing::Unsent {
                household.standing = Standing::Unanswered;
            }
        }
    }

    /// Closes and counts what is left, and looks for every ballot.
    async fn finish(&self, figures: &mut Figures) {
        let store: Store = self.world.beside().await;
        if !kept_boxes(&store, self.round).await.iter().all(KeptBox::is_closed) {
            store.close(&self.actor, self.round, "thử", Early::Confirmed, now()).await.unwrap();
        }
        store.count_round(&self.actor, self.round, &self.parts, now()).await.unwrap();
        let ballots = times(kept_ballots(&store, self.round).await);
        let receipts = times(kept_receipts(&store, self.round).await);
        let valid = store.results(&self.actor, self.round, None).await.unwrap().participation.turnout.valid;
        figures.doubled += valid.abs_diff(ballots.values().sum());
        for household in &self.households {
            let ballots = ballots.get(&household.answers).copied().unwrap_or_default();
            let receipts = receipts.get(household.receipt.compact()).copied().unwrap_or_default();
            let is_thanked = household.standing == Standing::Thanked;
            figures.lost += u64::from(is_thanked && ballots == 0);
            figures.doubled += ballots.saturating_sub(1);
            figures.refused_and_counted += u64::from(!is_thanked && ballots > 0);
            figures.receipts_missing += u64::from(is_thanked && receipts != 1);
        }
        let boxes = kept_boxes(&store, self.round).await;
        figures.counted += boxes.iter().filter(|one| one.is_counted()).count() as u64;
        store.disconnect().await;
        self.check(Act::CountRound, figures).await;
    }

    fn sum_up(&self, figures: &mut Figures) {
        let thanked = self.households.iter().filter(|household| household.standing == Standing::Thanked);
        figures.acknowledged += thanked.count() as u64;
    }
}

/// What the committee does next; none when all is counted.
fn next_act(boxes: &[KeptBox], is_held: bool, figures: &Figures, luck: &mut Luck) -> Option<Act> {
    let waiting = boxes.iter().find(|one| one.waits(boxes));
    if boxes.iter().all(KeptBox::is_closed) {
        return waiting.map(|_| Act::CountRound);
    }
    if has_all_phases(figures) && luck.rng.random_ratio(1, 4) {
        return Some(Act::Nothing);
    }
    // The last commune is closed with the round.
    let last = boxes.last().map(|one| one.commune);
    let open = boxes.iter().find(|one| !one.is_closed() && Some(one.commune) != last);
    // Boxes that holders open wait for the end of the round, all at once.
    if is_held && figures.counting < figures.closing {
        return Some(Act::CloseRound);
    }
    Some(match (waiting.filter(|_| !is_held), open) {
        (Some(one), None) => Act::CountHamlet(one.hamlet),
        (Some(one), Some(_)) if figures.counting <= figures.closing => Act::CountHamlet(one.hamlet),
        (_, Some(one)) => Act::CloseHamlet(one.hamlet),
        (None, None) => Act::CloseRound,
    })
}

/// Sends ballots from all phones until none is left or nobody takes them.
fn send(address: &str, households: &[Household], queue: Vec<usize>) -> Vec<(usize, Answer)> {
    let queue = Mutex::new(queue.into_iter());
    let next = || queue.lock().unwrap().next();
    let phone = || {
        let send = |at: usize| Some((at, households[at].send(address)));
        std::iter::from_fn(|| next().and_then(send))
            .take_while(|(_, answer)| !matches!(answer, Answer::NotSent))
            .collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let phones: Vec<_> = (0..PHONES).map(|_| scope.spawn(phone)).collect();
        phones.into_iter().flat_map(|phone| phone.join().unwrap()).collect()
    })
}

/// What came of a command by now; it is killed if it is not through.
fn ended(console: &mut Child) -> Answer {
    match console.try_wait().unwrap() {
        Some(status) if status.success() => Answer::Came("HTTP/1.1 303\r\nlocation: /".into()),
        Some(_) => Answer::Came("HTTP/1.1 422".into()),
        None => {
            console.kill().unwrap();
            console.wait().unwrap();
            Answer::Lost
        }
    }
}

/// Whether an answer says that the act is done.
fn is_done(answer: &Answer, act: Act) -> bool {
    answer.leads_to().is_some_and(|to| match act {
        Act::CloseHamlet(_) => to.contains("xong=dong"),
        Act::CountHamlet(_) => to.contains("/bien-ban-ky"),
        _ => true,
    })
}

fn times(all: Vec<String>) -> HashMap<String, u64> {
    let mut times = HashMap::new();
    for one in all {
        *times.entry(one).or_default() += 1;
    }
    times
}
