-- The whole schema on SQLite. Its PostgreSQL twin has the same tables, columns and keys.

-- Units (đơn vị hành chính) and hamlets (thôn), as they stand and stood.

-- The first and the last day are always written, so that they compare; 0001-01-01 and 9999-12-31 stand for "not known"
-- and "still there".
create table unit (
    id blob primary key,
    code text not null,
    kind text not null,
    level text not null check (level in ('country', 'province', 'district', 'commune')),
    name text not null,
    parent_id blob references unit (id),
    valid_from text not null,
    valid_to text not null,
    unique (code, valid_from),
    check (valid_from <= valid_to)
) strict;
create index unit_parent on unit (parent_id);

-- `since` is the day from which a unit's people live in another. A unit that stood before that day may have taken another
-- one over; one that stands on gave a part away.
create table unit_succession (
    predecessor_id blob not null references unit (id),
    successor_id blob not null references unit (id),
    since text not null,
    primary key (predecessor_id, successor_id)
) strict, without rowid;
create index unit_succession_successor on unit_succession (successor_id);

create table hamlet (
    id blob primary key,
    commune_id blob not null references unit (id),
    code text not null,
    name text not null,
    households integer not null check (households >= 0),
    unique (commune_id, code)
) strict;

-- What official statistics say of a unit's households on a day, to set beside what its hamlets add up to.
create table official_households (
    unit_id blob not null references unit (id),
    counted_on text not null,
    households integer not null check (households > 0),
    source text not null,
    primary key (unit_id, counted_on)
) strict;

-- Outlines of units, simplified: whole ten-thousandths of a degree, WGS 84.
create table boundary (
    unit_id blob primary key references unit (id),
    rings text not null
) strict;

-- People who run rounds, and who did what.

-- A role with a scope: a unit and all below it, or one hamlet; an administrator has no unit. `letter` is the keyed hash
-- of the one-time code on an invitation; while it stands there is no password.
create table account (
    id blob primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('hamlet', 'front', 'office', 'administrator')),
    unit_id blob references unit (id),
    hamlet_id blob references hamlet (id),
    -- Whose letter it began with; nobody's where whoever runs the server invited.
    invited_by blob references account (id),
    state text not null check (state in ('invited', 'active', 'removed')),
    password text,
    letter blob,
    letter_until text,
    -- When it was set with a letter.
    password_since text,
    -- The secret of six-digit codes, and the last step that was used: a code is good once.
    second_factor text,
    second_factor_step integer not null,
    check ((role = 'administrator') = (unit_id is null)),
    check ((role = 'hamlet') = (hamlet_id is not null)),
    check ((state = 'active') = (password is not null)),
    check ((state = 'invited') = (letter is not null)),
    check ((letter is null) = (letter_until is null))
) strict;
create index account_unit on account (unit_id);

-- The keyed hash of the token in somebody's browser.
create table session (
    token blob primary key,
    account_id blob not null references account (id),
    began_at text not null,
    seen_at text not null
) strict, without rowid;
create index session_account on session (account_id);

-- Wrong passwords lately, by keyed hashes of what they are held against: a login from a source, a login on a device, a
-- source. It says nothing of who or where, and what is older than a day goes with the next wrong one.
create table failed_sign_in (
    subject blob primary key,
    failures integer not null check (failures >= 0),
    failed_at text not null
) strict, without rowid;
create index failed_sign_in_age on failed_sign_in (failed_at);

-- Keys of forms that were acted on, so that none is acted on twice. Old ones go when somebody signs in.
create table idempotency_key (
    account_id blob not null references account (id),
    key blob not null,
    used_at text not null,
    primary key (account_id, key)
) strict, without rowid;
create index idempotency_key_age on idempotency_key (used_at);

-- Who did what to which unit and when: never a code, never an answer. `act` is a word, `detail` a JSON document that is
-- worded when it is shown, or nothing. Rows are added only. `link` is a keyed hash of the row and of the link before it.
create table audit_log (
    no integer primary key,
    happened_at text not null,
    account_id blob references account (id),
    who text not null,
    act text not null,
    unit_id blob references unit (id),
    hamlet_id blob references hamlet (id),
    -- A round's key, which its plan has before it.
    round_id blob,
    detail text,
    link blob not null
) strict, without rowid;
create index audit_log_time on audit_log (happened_at);
create trigger audit_log_keeps before update on audit_log
    begin select raise(abort, 'audit_log is only added to'); end;
create trigger audit_log_holds before delete on audit_log
    begin select raise(abort, 'audit_log is only added to'); end;
-- The number of its last row, sealed with that row's link; whoever adds a row takes turns here.
create table audit_end (
    id integer primary key check (id = 1),
    no integer not null,
    seal blob not null
) strict, without rowid;
insert into audit_end (id, no, seal) values (1, 0, zeroblob(32));

-- Rounds (đợt lấy ý kiến) from their plans on.

-- A plan becomes the round with the same key when it opens.
create table plan (
    id blob primary key,
    unit_id blob not null references unit (id),
    document text not null
) strict;
create index plan_unit on plan (unit_id);

-- Letters for the key holders of a plan (thư cho người giữ khóa): the public key, sealed with the key outside the database, and
-- what is kept of the letters. Nothing here opens anything.
create table key_letters (
    plan_id blob primary key references plan (id),
    public text not null,
    letters text not null
) strict, without rowid;

create table round (
    id blob primary key,
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    -- The level of the unit that its ruleset recognises.
    level text not null,
    ruleset text not null,
    -- The papers it rests on.
    papers text not null,
    opens text not null,
    closes text not null,
    state text not null check (state in ('open', 'closed', 'published')),
    -- How it ended; none while it is open.
    ending text,
    -- The document that asks for full figures, where it was decided to tell them.
    full_figures text,
    published_on text,
    check (opens <= closes),
    check ((state = 'published') = (published_on is not null))
) strict;

-- The hamlets that are asked, with the code, the name and the households they had when the round was opened: what becomes of
-- the commune's list later changes nothing about a round.
create table round_hamlet (
    round_id blob not null references round (id),
    hamlet_id blob not null references hamlet (id),
    code text not null,
    name text not null,
    households integer not null check (households >= 0),
    issued integer not null check (issued >= 0),
    -- Opening its box was begun: what was read may lie in files, so no hamlet of the commune takes ballots again, whatever becomes of
    -- the count.
    opening integer not null default 0 check (opening in (0, 1)),
    -- Once its box is opened, the hamlet it was counted under: itself, or the one its few ballots were counted with.
    counted_with blob,
    primary key (round_id, hamlet_id)
) strict, without rowid;

-- Slips (phiếu) and ballots.
--
-- Tables of ballots, reasons and codes are `without rowid`: they lie on disk in the order of their random key, so
-- that no order of casting is kept anywhere.

-- A code is known by its keyed hash only. `spent_from` is the mark of the page it was spent from, so that a repeated
-- sending is recognised; it stands in no ballot.
create table code (
    hash blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    serial integer not null,
    state text not null check (state in ('fresh', 'spent', 'void')),
    -- `out`: with a household; `spare`: printed and not handed out; `replaced`: void, another slip took its place; `audit`:
    -- handed in as an audit slip, and its box opened.
    slip_status text not null check (slip_status in ('out', 'spare', 'replaced', 'audit')),
    -- How a spent slip came in. It says nothing about the answers: ballots of all origins lie in one box.
    origin text check (origin in ('online', 'assisted', 'paper')),
    spent_from blob,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'spent') = (spent_from is not null)),
    unique (round_id, hamlet_id, serial)
) strict, without rowid;

-- Codes of slips that were issued together and are not printed yet, sealed with the key outside the database: deleted when
-- somebody says that they are printed, when the hamlet is closed, or after some days.
create table slip_sheet (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    spare integer not null check (spare in (0, 1)),
    kept_until text not null,
    first_serial integer not null,
    last_serial integer not null,
    sealed text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict;
create index slip_sheet_hamlet on slip_sheet (round_id, hamlet_id);

-- The secret key of a round's ballot boxes (hòm phiếu), sealed with the key outside the database; the public one, to which
-- ballots are sealed, follows from it, so that nobody can put another in its place. Where key holders (người giữ khóa) have the
-- secret one in parts, the public one lies here, sealed likewise, and what is kept of their letters. Keys go when the results
-- are published.
create table box_key (
    round_id blob primary key references round (id),
    secret text,
    public text,
    letters text,
    check (secret is null or letters is null)
) strict, without rowid;

-- Ballots in their boxes until they are counted (kiểm phiếu): answers and reasons apart, under random numbers.
create table sealed_ballot (
    id integer primary key,
    round_id blob not null,
    hamlet_id blob not null,
    part text not null check (part in ('answers', 'reasons')),
    sealed blob not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict;
create index sealed_ballot_box on sealed_ballot (round_id, hamlet_id);

-- Ballots that are counted.
create table ballot (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    answers text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Receipts (mã biên nhận) of the ballots that lay in an opened box, in ascending order: nothing leads from one to a ballot.
create table receipt (
    round_id blob not null,
    hamlet_id blob not null,
    number integer not null check (number > 0),
    receipt text not null,
    primary key (round_id, hamlet_id, number),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;
create index receipt_receipt on receipt (receipt);

-- Audit slips (phiếu kiểm tra): ballots of a supervisor that are not counted. What one says is kept from the count until
-- somebody judges it.
create table audit_slip (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    -- The hash of its slip, until its box is opened: till then it counts like any other.
    slip blob,
    receipt text not null,
    -- Made of these with the key outside the database: nobody else puts a slip in, to read a ballot by its receipt.
    mark blob not null,
    handed_in_on text not null,
    handed_in_by text not null,
    state text not null check (state in ('waiting', 'opened', 'judged')),
    answers text check (answers is null or state = 'opened'),
    agrees integer check (agrees in (0, 1)),
    remark text not null,
    judged_by text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'judged') = (agrees is not null)),
    unique (round_id, receipt)
) strict, without rowid;

-- Kept by commune and question only: no ballot, no hamlet.
create table reason (
    id blob primary key,
    round_id blob not null references round (id),
    commune_id blob not null references unit (id),
    question integer not null,
    text text not null
) strict, without rowid;

-- Counts: turnout as ballots come in, tallies as boxes are opened and minutes come in; made again by a recount.

-- Ballots of every origin are counted together; `assisted` and `paper` are how many of them came in that way.
create table turnout (
    round_id blob not null,
    hamlet_id blob not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    issued integer not null check (issued >= 0),
    returned integer not null check (returned >= 0),
    valid integer not null check (valid >= 0),
    invalid integer not null check (invalid >= 0),
    assisted integer not null check (assisted >= 0),
    paper integer not null check (paper >= 0),
    primary key (round_id, hamlet_id, channel),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check (returned = valid + invalid),
    check (assisted + paper <= returned)
) strict, without rowid;

create table tally (
    round_id blob not null,
    hamlet_id blob not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    question integer not null,
    satisfied integer not null check (satisfied >= 0),
    unsatisfied integer not null check (unsatisfied >= 0),
    primary key (round_id, hamlet_id, channel, question),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- How many ballots came in by the hour, for the signals of quality: a count only.
create table hourly_turnout (
    round_id blob not null,
    hamlet_id blob not null,
    hour text not null,
    returned integer not null check (returned >= 0),
    primary key (round_id, hamlet_id, hour),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Paper, minutes (biên bản) and the closing of hamlets.

-- A pile of paper from one hamlet, keyed in by one person, or blindly by two. `runs` says, sealed with its key, how many ballots in a
-- row were keyed alike; it goes, with the key, when the batch is counted, and only the longest of them stays.
create table paper_batch (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    -- Counts up within the hamlet: what people write on the pile of paper.
    number integer not null check (number > 0),
    twice integer not null check (twice in (0, 1)),
    state text not null check (state in ('open', 'counted')),
    first_id blob references account (id),
    second_id blob references account (id),
    opened_at text not null,
    -- When the second of two began.
    joined_at text,
    counted_at text,
    ballots integer not null check (ballots >= 0),
    differences integer not null check (differences >= 0),
    runs text,
    -- Whether so many in a row were alike that somebody should look, sealed with the key outside the database: beside the slips
    -- that came on paper it would tell what they say.
    long_run text,
    -- What its ballots are sealed with until they go into the box, itself sealed with the key outside the database.
    key text,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'counted') = (counted_at is not null)),
    check (state = 'open' or runs is null),
    check ((state = 'counted') = (long_run is not null)),
    check ((state = 'open') = (key is not null))
) strict;
create unique index paper_batch_number on paper_batch (round_id, hamlet_id, number);

-- A ballot that is keyed in and not counted yet. `slip` is a keyed mark of its slip that says nothing without the key
-- outside the database; what was keyed is sealed with the key of its batch. Rows go when their batch is counted.
create table paper_entry (
    batch_id blob not null references paper_batch (id),
    slip blob not null,
    pass integer not null check (pass in (1, 2, 3)),
    answers text not null,
    -- Drawn by the browser for what it may send twice.
    sending blob,
    primary key (batch_id, slip, pass)
) strict, without rowid;

-- A slip that came in twice, or that should not have, or whose household says that it did not answer: to be looked into,
-- never dropped.
create table conflict (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    serial integer not null,
    kind text not null check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_voided_slip', 'unanswered')),
    times integer not null check (times > 0),
    decision text,
    settled_id blob references account (id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, serial, kind)
) strict;

-- A hamlet's hand-counted totals as they came in; its counts can be made from them again.
create table minutes (
    round_id blob not null,
    hamlet_id blob not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- A hamlet that takes no more ballots.
create table hamlet_closing (
    round_id blob not null,
    hamlet_id blob not null,
    closed_at text not null,
    closed_by text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- The minutes of the counting of a box (biên bản kiểm phiếu) as they are signed.
create table counting_minutes (
    round_id blob not null,
    hamlet_id blob not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Hand-counted minutes, and those of the counting, from before a correction took their place.
create table former_minutes (
    round_id blob not null,
    hamlet_id blob not null,
    version integer not null check (version > 0),
    document text not null,
    counting text,
    replaced_at text not null,
    primary key (round_id, hamlet_id, version),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Publication: results by version, and the notices (thông báo) that are posted with them.

-- The frozen results of a round, one row for each unit from its own down to the communes.
create table published (
    round_id blob not null references round (id),
    unit_id blob not null references unit (id),
    version integer not null check (version > 0),
    -- A correction stands beside what it corrects; one of them is the latest.
    latest integer not null check (latest in (0, 1)),
    participated integer not null,
    participation_base integer not null,
    satisfied integer not null,
    unsatisfied integer not null,
    met integer,
    document text not null,
    -- The days from which and until which it stood, so that an earlier day shows what was public on it.
    published_on text not null,
    superseded_on text not null default '9999-12-31',
    primary key (round_id, unit_id, version)
) strict, without rowid;
create index published_unit on published (unit_id) where latest = 1;

-- The frozen counts of communes by question, so that a list of claims reads no documents.
create table published_answer (
    round_id blob not null references round (id),
    unit_id blob not null references unit (id),
    version integer not null check (version > 0),
    question integer not null check (question > 0),
    satisfied integer not null check (satisfied >= 0),
    unsatisfied integer not null check (unsatisfied >= 0),
    primary key (round_id, unit_id, version, question)
) strict, without rowid;

-- The words of a notice: before publishing version 0, which is still edited; then one row for each version.
create table notice (
    round_id blob not null references round (id),
    version integer not null check (version >= 0),
    document text not null,
    primary key (round_id, version)
) strict, without rowid;

-- What the Front of a unit words for itself and those below, by the level that issues the document; where nobody above a unit
-- worded one, what ships with the program holds. What was published keeps the template it was published with.
create table document_template (
    unit_id blob not null references unit (id),
    level text not null check (level in ('country', 'province', 'district', 'commune', 'hamlet')),
    document text not null
        check (document in ('thong-bao', 'bien-ban', 'bao-cao', 'tong-hop', 'giai-trinh', 'cong-van',
                            'bao-cao-giam-sat')),
    text text not null check (length(text) > 0),
    who text not null,
    changed_at text not null,
    primary key (unit_id, level, document)
) strict, without rowid;

-- Oversight: recommendations, files, statuses of criteria, titles, targets.

-- What the Front asks of a unit's People's Committee. `criterion` 0 is about none in particular.
create table recommendation (
    id blob primary key,
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    criterion integer not null check (criterion >= 0),
    round_id blob references round (id),
    question integer not null check (question >= 0),
    title text not null,
    stage text not null check (stage in ('waiting', 'returned', 'answered', 'accepted', 'closed')),
    due_on text not null,
    raised_on text not null,
    raised_by text not null,
    answered_on text,
    -- 9999-12-31 while it is not closed.
    closed_on text not null,
    is_public integer not null check (is_public in (0, 1)),
    steps integer not null check (steps > 0)
) strict;
create index recommendation_unit on recommendation (unit_id);

-- Every step of a recommendation, dated; added only.
create table recommendation_step (
    recommendation_id blob not null references recommendation (id),
    number integer not null check (number > 0),
    move text not null check (move in ('raise', 'answer', 'accept', 'return', 'close')),
    text text not null,
    who text not null,
    account_id blob references account (id),
    happened_at text not null,
    due_on text not null,
    primary key (recommendation_id, number)
) strict, without rowid;
create trigger recommendation_step_keeps before update on recommendation_step
    begin select raise(abort, 'recommendation_step is only added to'); end;
create trigger recommendation_step_holds before delete on recommendation_step
    begin select raise(abort, 'recommendation_step is only added to'); end;

-- Programmes of supervision: what the Front, its member organisations or the people's council set out to look at in a year.
create table supervision_programme (
    id blob primary key,
    unit_id blob not null references unit (id),
    supervisor text not null check (supervisor in ('front', 'organisation', 'council')),
    organisation text not null check ((supervisor = 'organisation') = (organisation <> '')),
    year integer not null check (year between 2000 and 2200),
    number text not null,
    signed_on text,
    is_public integer not null check (is_public in (0, 1)),
    revision integer not null check (revision > 0)
) strict;
create index supervision_programme_unit on supervision_programme (unit_id);

-- An activity of a programme. `participants` has a line each, `criteria` their numbers between commas.
create table supervision_activity (
    id blob primary key,
    programme_id blob not null references supervision_programme (id),
    kind text not null check (kind in ('supervision', 'critique', 'comment')),
    subject text not null check (length(subject) > 0),
    occasion text not null check (occasion in ('periodic', 'ad_hoc')),
    method text not null check (method in ('delegation', 'documents', 'inspectorate', 'joint', 'conference',
                                           'circulation', 'dialogue')),
    starts_on text not null,
    ends_on text not null,
    lead text not null,
    participants text not null,
    drafter text not null,
    ruleset_id text not null,
    criteria text not null,
    target text not null,
    -- 9999-12-31 while it is not concluded.
    concluded_on text not null,
    conclusion text not null check ((concluded_on = '9999-12-31') = (conclusion = '')),
    revision integer not null check (revision > 0),
    check (starts_on <= ends_on)
) strict;
create index supervision_activity_programme on supervision_activity (programme_id);

-- The units that an activity is about.
create table supervision_unit (
    activity_id blob not null references supervision_activity (id) on delete cascade,
    unit_id blob not null references unit (id),
    primary key (activity_id, unit_id)
) strict, without rowid;
create index supervision_unit_unit on supervision_unit (unit_id);

create table supervision_visit (
    id blob primary key,
    activity_id blob not null references supervision_activity (id),
    unit_id blob not null references unit (id),
    visited_on text not null,
    present text not null,
    recorded_by blob references account (id),
    recorded_at text not null
) strict;
create index supervision_visit_activity on supervision_visit (activity_id);

-- What a visit found; what is lacking may become a recommendation, once.
create table supervision_finding (
    visit_id blob not null references supervision_visit (id) on delete cascade,
    number integer not null check (number > 0),
    is_lacking integer not null check (is_lacking in (0, 1)),
    text text not null check (length(text) > 0),
    criterion integer not null check (criterion >= 0),
    recommendation_id blob unique references recommendation (id),
    primary key (visit_id, number)
) strict, without rowid;

-- Comments on a draft document, and what its body replied.
create table supervision_comment (
    activity_id blob not null references supervision_activity (id),
    number integer not null check (number > 0),
    text text not null check (length(text) > 0),
    uptake text check (uptake in ('whole', 'partly', 'explained')),
    reply text not null,
    replied_on text,
    primary key (activity_id, number),
    check ((uptake is null) = (replied_on is null))
) strict, without rowid;

-- Photos, scans and documents, each written with the deed it belongs to: the signed minutes of a hamlet, a status of a
-- criterion (which names it), a step of a recommendation, a signed document of a round, a visit. The same file of the same deed is kept once.
create table file (
    id blob primary key,
    unit_id blob not null references unit (id),
    hamlet_id blob references hamlet (id),
    belongs_to text not null check (belongs_to in ('minutes', 'status', 'recommendation', 'document', 'visit')),
    round_id blob,
    recommendation_id blob,
    step integer,
    visit_id blob references supervision_visit (id),
    -- Of a signed document of a published round: its kind, and the version of the notice it tells.
    document text,
    version integer,
    name text not null,
    media_type text not null,
    size integer not null check (size > 0),
    -- SHA-256 of the content, in hexadecimal digits.
    digest text not null,
    content blob not null,
    added_by blob references account (id),
    added_at text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    foreign key (recommendation_id, step) references recommendation_step (recommendation_id, number),
    check ((belongs_to = 'minutes') = (hamlet_id is not null)),
    check ((belongs_to in ('minutes', 'document')) = (round_id is not null)),
    check ((belongs_to = 'visit') = (visit_id is not null)),
    check ((belongs_to = 'document') = (document is not null)),
    check ((belongs_to = 'document') = (version is not null)),
    check ((belongs_to = 'recommendation') = (recommendation_id is not null)),
    check ((belongs_to = 'recommendation') = (step is not null))
) strict;
create index file_unit on file (unit_id);
create unique index file_minutes on file (round_id, hamlet_id, digest) where belongs_to = 'minutes';
create unique index file_status on file (unit_id, digest) where belongs_to = 'status';
create unique index file_document on file (round_id, document, version, digest) where belongs_to = 'document';
create unique index file_step on file (recommendation_id, step, digest) where belongs_to = 'recommendation';

-- What was said of a criterion, by whom and as of when; `indicator` 0 stands for the criterion as a whole. Rows are added
-- only; `number` is the order of writing within a unit and a ruleset, and `holds` marks the last word on each criterion, so
-- that lists read no history.
create table assessment (
    id blob primary key,
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    number integer not null check (number > 0),
    criterion integer not null check (criterion > 0),
    indicator integer not null check (indicator >= 0),
    source text not null check (source in ('claim', 'appraisal')),
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    value text not null,
    as_of text not null,
    document text not null,
    file_id blob references file (id),
    recorded_at text not null,
    account_id blob references account (id),
    holds integer not null check (holds in (0, 1)),
    -- Taken back by whoever wrote it: it counts no more and remains in the history.
    taken_back_at text,
    taken_back_by blob references account (id),
    taken_back_for text not null default '',
    unique (unit_id, ruleset_id, number)
) strict;
create index assessment_holds on assessment (ruleset_id, unit_id, status) where holds = 1;
create trigger assessment_keeps before update of id, unit_id, ruleset_id, number, criterion, indicator, source, status, value,
    as_of, document, file_id, recorded_at, account_id on assessment
    begin select raise(abort, 'assessment is only added to'); end;
create trigger assessment_holds before delete on assessment
    begin select raise(abort, 'assessment is only added to'); end;

-- Statuses that somebody is about to take in from a file.
create table status_draft (
    id blob primary key,
    account_id blob not null references account (id),
    name text not null,
    document text not null,
    made_at text not null
) strict;

-- Decisions about titles: granted, or withdrawn.
create table recognition (
    id blob primary key,
    unit_id blob not null references unit (id),
    number integer not null check (number > 0),
    title text not null check (title in ('standard', 'advanced', 'model')),
    granted integer not null check (granted in (0, 1)),
    decided_on text not null,
    decision text not null,
    recorded_at text not null,
    account_id blob references account (id),
    unique (unit_id, number)
) strict;
create trigger recognition_keeps before update on recognition
    begin select raise(abort, 'recognition is only added to'); end;
create trigger recognition_holds before delete on recognition
    begin select raise(abort, 'recognition is only added to'); end;

-- Targets of plans beside the shipped ones.
create table target_profile (
    id text primary key,
    document text not null
) strict;

-- What is known of milestones of plans: figures in hundredths, or acts that are done or not yet.
create table milestone_entry (
    id blob primary key,
    profile text not null,
    milestone text not null,
    number integer not null check (number > 0),
    as_of text not null,
    value integer check (value >= 0),
    done integer check (done in (0, 1)),
    document text not null,
    recorded_at text not null,
    account_id blob references account (id),
    unique (profile, milestone, number),
    check ((value is null) <> (done is null))
) strict;
create trigger milestone_entry_keeps before update on milestone_entry
    begin select raise(abort, 'milestone_entry is only added to'); end;
create trigger milestone_entry_holds before delete on milestone_entry
    begin select raise(abort, 'milestone_entry is only added to'); end;

-- The trial of a commune (bản thử): a round with made-up households, to learn by. Its data lie in a database of their own, which
-- is deleted with it; nothing of it is counted anywhere. `token` names it in addresses; `days_ahead` is how far its calendar has
-- been turned on; until it is `ready` its data are being made.
create table trial (
    token text primary key,
    commune_id blob not null unique references unit (id),
    begun_by blob references account (id),
    begun_at text not null,
    ends_at text not null,
    days_ahead integer not null check (days_ahead >= 0),
    ready integer not null check (ready in (0, 1))
) strict;

-- The installation.

create table setting (
    key text primary key,
    value text not null
) strict;

-- What was deleted and must leave the database's files too: `requested` counts how often that was asked for, `done` how far it went.
create table purge (
    scope text primary key check (scope in ('secrets', 'boxes')),
    requested integer not null,
    done integer not null check (done <= requested)
) strict, without rowid;
insert into purge (scope, requested, done) values ('secrets', 0, 0), ('boxes', 0, 0);
