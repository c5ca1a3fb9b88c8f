-- The whole schema on PostgreSQL. Its SQLite twin has the same tables, columns and keys.

create function only_added_to() returns trigger language plpgsql as
    $$ begin raise exception '% is only added to', tg_table_name; end $$;

-- Units (đơn vị hành chính) and hamlets (thôn), as they stand and stood.

-- The first and the last day are always written, so that they compare; 0001-01-01 and 9999-12-31 stand for "not known"
-- and "still there".
create table unit (
    id uuid primary key,
    code text not null,
    kind text not null,
    level text not null check (level in ('country', 'province', 'district', 'commune')),
    name text not null,
    parent_id uuid references unit (id),
    valid_from date not null,
    valid_to date not null,
    unique (code, valid_from),
    check (valid_from <= valid_to)
);
create index unit_parent on unit (parent_id);

-- `since` is the day from which a unit's people live in another. A unit that stood before that day may have taken another
-- one over; one that stands on gave a part away.
create table unit_succession (
    predecessor_id uuid not null references unit (id),
    successor_id uuid not null references unit (id),
    since date not null,
    primary key (predecessor_id, successor_id)
);
create index unit_succession_successor on unit_succession (successor_id);

create table hamlet (
    id uuid primary key,
    commune_id uuid not null references unit (id),
    code text not null,
    name text not null,
    households bigint not null check (households >= 0),
    unique (commune_id, code)
);

-- What official statistics say of a unit's households on a day, to set beside what its hamlets add up to.
create table official_households (
    unit_id uuid not null references unit (id),
    counted_on date not null,
    households bigint not null check (households > 0),
    source text not null,
    primary key (unit_id, counted_on)
);

-- Outlines of units, simplified: whole ten-thousandths of a degree, WGS 84.
create table boundary (
    unit_id uuid primary key references unit (id),
    rings text not null
);

-- People who run rounds, and who did what.

-- A role with a scope: a unit and all below it, or one hamlet; an administrator has no unit. `letter` is the keyed hash
-- of the one-time code on an invitation; while it stands there is no password.
create table account (
    id uuid primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('hamlet', 'front', 'office', 'administrator')),
    unit_id uuid references unit (id),
    hamlet_id uuid references hamlet (id),
    -- Whose letter it began with; nobody's where whoever runs the server invited.
    invited_by uuid references account (id),
    state text not null check (state in ('invited', 'active', 'removed')),
    password text,
    letter bytea,
    letter_until timestamptz,
    -- When it was set with a letter.
    password_since timestamptz,
    -- The secret of six-digit codes, and the last step that was used: a code is good once.
    second_factor text,
    second_factor_step bigint not null,
    check ((role = 'administrator') = (unit_id is null)),
    check ((role = 'hamlet') = (hamlet_id is not null)),
    check ((state = 'active') = (password is not null)),
    check ((state = 'invited') = (letter is not null)),
    check ((letter is null) = (letter_until is null))
);
create index account_unit on account (unit_id);

-- The keyed hash of the token in somebody's browser.
create table session (
    token bytea primary key,
    account_id uuid not null references account (id),
    began_at timestamptz not null,
    seen_at timestamptz not null
);
create index session_account on session (account_id);

-- Wrong passwords lately, by keyed hashes of what they are held against: a login from a source, a login on a device, a
-- source. It says nothing of who or where, and what is older than a day goes with the next wrong one.
create table failed_sign_in (
    subject bytea primary key,
    failures bigint not null check (failures >= 0),
    failed_at timestamptz not null
);
create index failed_sign_in_age on failed_sign_in (failed_at);

-- Keys of forms that were acted on, so that none is acted on twice. Old ones go when somebody signs in.
create table idempotency_key (
    account_id uuid not null references account (id),
    key uuid not null,
    used_at timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_key_age on idempotency_key (used_at);

-- Who did what to which unit and when: never a code, never an answer. `act` is a word, `detail` a JSON document that is
-- worded when it is shown, or nothing. Rows are added only. `link` is a keyed hash of the row and of the link before it.
create table audit_log (
    no bigint primary key,
    happened_at timestamptz not null,
    account_id uuid references account (id),
    who text not null,
    act text not null,
    unit_id uuid references unit (id),
    hamlet_id uuid references hamlet (id),
    -- A round's key, which its plan has before it.
    round_id uuid,
    detail text,
    link bytea not null
);
create index audit_log_time on audit_log (happened_at);
create trigger audit_log_keeps before update on audit_log
    for each row execute function only_added_to();
create trigger audit_log_holds before delete on audit_log for each row execute function only_added_to();
-- The number of its last row, sealed with that row's link; whoever adds a row takes turns here.
create table audit_end (
    id bigint primary key check (id = 1),
    no bigint not null,
    seal bytea not null
);
insert into audit_end (id, no, seal) values (1, 0, decode(repeat('00', 32), 'hex'));

-- Rounds (đợt lấy ý kiến) from their plans on.

-- A plan becomes the round with the same key when it opens.
create table plan (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    document text not null
);
create index plan_unit on plan (unit_id);

-- Letters for the key holders of a plan (thư cho người giữ khóa): the public key, sealed with the key outside the database, and
-- what is kept of the letters. Nothing here opens anything.
create table key_letters (
    plan_id uuid primary key references plan (id),
    public text not null,
    letters text not null
);

create table round (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    -- The level of the unit that its ruleset recognises.
    level text not null,
    ruleset text not null,
    -- The papers it rests on.
    papers text not null,
    opens date not null,
    closes date not null,
    state text not null check (state in ('open', 'closed', 'published')),
    -- How it ended; none while it is open.
    ending text,
    -- The document that asks for full figures, where it was decided to tell them.
    full_figures text,
    published_on date,
    check (opens <= closes),
    check ((state = 'published') = (published_on is not null))
);

-- The hamlets that are asked, with the code, the name and the households they had when the round was opened: what becomes of
-- the commune's list later changes nothing about a round.
create table round_hamlet (
    round_id uuid not null references round (id),
    hamlet_id uuid not null references hamlet (id),
    code text not null,
    name text not null,
    households bigint not null check (households >= 0),
    issued bigint not null check (issued >= 0),
    -- Opening its box was begun: what was read may lie in files, so no hamlet of the commune takes ballots again, whatever becomes of
    -- the count.
    opening bigint not null default 0 check (opening in (0, 1)),
    -- Once its box is opened, the hamlet it was counted under: itself, or the one its few ballots were counted with.
    counted_with uuid,
    primary key (round_id, hamlet_id)
);

-- Slips (phiếu) and ballots.
--
-- A heap keeps the order of insertion: plain ballots are written in the order of their random ids, all of a box at once when it
-- is counted.

-- A code is known by its keyed hash only. `spent_from` is the mark of the page it was spent from, so that a repeated
-- sending is recognised; it stands in no ballot.
create table code (
    hash bytea primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    serial bigint not null,
    state text not null check (state in ('fresh', 'spent', 'void')),
    -- `out`: with a household; `spare`: printed and not handed out; `replaced`: void, another slip took its place; `audit`:
    -- handed in as an audit slip, and its box opened.
    slip_status text not null check (slip_status in ('out', 'spare', 'replaced', 'audit')),
    -- How a spent slip came in. It says nothing about the answers: ballots of all origins lie in one box.
    origin text check (origin in ('online', 'assisted', 'paper')),
    spent_from bytea,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'spent') = (spent_from is not null)),
    unique (round_id, hamlet_id, serial)
);

-- Codes of slips that were issued together and are not printed yet, sealed with the key outside the database: deleted when
-- somebody says that they are printed, when the hamlet is closed, or after some days.
create table slip_sheet (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    spare boolean not null,
    kept_until timestamptz not null,
    first_serial bigint not null,
    last_serial bigint not null,
    sealed text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
create index slip_sheet_hamlet on slip_sheet (round_id, hamlet_id);

-- The secret key of a round's ballot boxes (hòm phiếu), sealed with the key outside the database; the public one, to which
-- ballots are sealed, follows from it, so that nobody can put another in its place. Where key holders (người giữ khóa) have the
-- secret one in parts, the public one lies here, sealed likewise, and what is kept of their letters. Keys go when the results
-- are published.
create table box_key (
    round_id uuid primary key references round (id),
    secret text,
    public text,
    letters text,
    check (secret is null or letters is null)
);

-- Ballots in their boxes until they are counted (kiểm phiếu): answers and reasons apart, under random numbers.
create table sealed_ballot (
    id bigint primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    part text not null check (part in ('answers', 'reasons')),
    sealed bytea not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
create index sealed_ballot_box on sealed_ballot (round_id, hamlet_id);

-- Ballots that are counted.
create table ballot (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    answers text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Receipts (mã biên nhận) of the ballots that lay in an opened box, in ascending order: nothing leads from one to a ballot.
create table receipt (
    round_id uuid not null,
    hamlet_id uuid not null,
    number bigint not null check (number > 0),
    receipt text not null,
    primary key (round_id, hamlet_id, number),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
create index receipt_receipt on receipt (receipt);

-- Audit slips (phiếu kiểm tra): ballots of a supervisor that are not counted. What one says is kept from the count until
-- somebody judges it.
create table audit_slip (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    -- The hash of its slip, until its box is opened: till then it counts like any other.
    slip bytea,
    receipt text not null,
    -- Made of these with the key outside the database: nobody else puts a slip in, to read a ballot by its receipt.
    mark bytea not null,
    handed_in_on date not null,
    handed_in_by text not null,
    state text not null check (state in ('waiting', 'opened', 'judged')),
    answers text check (answers is null or state = 'opened'),
    agrees bigint check (agrees in (0, 1)),
    remark text not null,
    judged_by text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'judged') = (agrees is not null)),
    unique (round_id, receipt)
);

-- Kept by commune and question only: no ballot, no hamlet.
create table reason (
    id uuid primary key,
    round_id uuid not null references round (id),
    commune_id uuid not null references unit (id),
    question bigint not null,
    text text not null
);

-- Counts: turnout as ballots come in, tallies as boxes are opened and minutes come in; made again by a recount.

-- Ballots of every origin are counted together; `assisted` and `paper` are how many of them came in that way.
create table turnout (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    issued bigint not null check (issued >= 0),
    returned bigint not null check (returned >= 0),
    valid bigint not null check (valid >= 0),
    invalid bigint not null check (invalid >= 0),
    assisted bigint not null check (assisted >= 0),
    paper bigint not null check (paper >= 0),
    primary key (round_id, hamlet_id, channel),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check (returned = valid + invalid),
    check (assisted + paper <= returned)
);

create table tally (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    question bigint not null,
    satisfied bigint not null check (satisfied >= 0),
    unsatisfied bigint not null check (unsatisfied >= 0),
    primary key (round_id, hamlet_id, channel, question),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- How many ballots came in by the hour, for the signals of quality: a count only.
create table hourly_turnout (
    round_id uuid not null,
    hamlet_id uuid not null,
    hour text not null,
    returned bigint not null check (returned >= 0),
    primary key (round_id, hamlet_id, hour),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Paper, minutes (biên bản) and the closing of hamlets.

-- A pile of paper from one hamlet, keyed in by one person, or blindly by two. `runs` says, sealed with its key, how many ballots in a
-- row were keyed alike; it goes, with the key, when the batch is counted, and only the longest of them stays.
create table paper_batch (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    -- Counts up within the hamlet: what people write on the pile of paper.
    number bigint not null check (number > 0),
    twice bigint not null check (twice in (0, 1)),
    state text not null check (state in ('open', 'counted')),
    first_id uuid references account (id),
    second_id uuid references account (id),
    opened_at timestamptz not null,
    -- When the second of two began.
    joined_at timestamptz,
    counted_at timestamptz,
    ballots bigint not null check (ballots >= 0),
    differences bigint not null check (differences >= 0),
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
);
create unique index paper_batch_number on paper_batch (round_id, hamlet_id, number);

-- A ballot that is keyed in and not counted yet. `slip` is a keyed mark of its slip that says nothing without the key
-- outside the database; what was keyed is sealed with the key of its batch. Rows go when their batch is counted.
create table paper_entry (
    batch_id uuid not null references paper_batch (id),
    slip bytea not null,
    pass bigint not null check (pass in (1, 2, 3)),
    answers text not null,
    -- Drawn by the browser for what it may send twice.
    sending uuid,
    primary key (batch_id, slip, pass)
);

-- A slip that came in twice, or that should not have, or whose household says that it did not answer: to be looked into,
-- never dropped.
create table conflict (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    serial bigint not null,
    kind text not null check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_voided_slip', 'unanswered')),
    times bigint not null check (times > 0),
    decision text,
    settled_id uuid references account (id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, serial, kind)
);

-- A hamlet's hand-counted totals as they came in; its counts can be made from them again.
create table minutes (
    round_id uuid not null,
    hamlet_id uuid not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- A hamlet that takes no more ballots.
create table hamlet_closing (
    round_id uuid not null,
    hamlet_id uuid not null,
    closed_at timestamptz not null,
    closed_by text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- The minutes of the counting of a box (biên bản kiểm phiếu) as they are signed.
create table counting_minutes (
    round_id uuid not null,
    hamlet_id uuid not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Hand-counted minutes, and those of the counting, from before a correction took their place.
create table former_minutes (
    round_id uuid not null,
    hamlet_id uuid not null,
    version bigint not null check (version > 0),
    document text not null,
    counting text,
    replaced_at timestamptz not null,
    primary key (round_id, hamlet_id, version),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Publication: results by version, and the notices (thông báo) that are posted with them.

-- The frozen results of a round, one row for each unit from its own down to the communes.
create table published (
    round_id uuid not null references round (id),
    unit_id uuid not null references unit (id),
    version bigint not null check (version > 0),
    -- A correction stands beside what it corrects; one of them is the latest.
    latest bigint not null check (latest in (0, 1)),
    participated bigint not null,
    participation_base bigint not null,
    satisfied bigint not null,
    unsatisfied bigint not null,
    met boolean,
    document text not null,
    -- The days from which and until which it stood, so that an earlier day shows what was public on it.
    published_on date not null,
    superseded_on date not null default '9999-12-31',
    primary key (round_id, unit_id, version)
);
create index published_unit on published (unit_id) where latest = 1;

-- The frozen counts of communes by question, so that a list of claims reads no documents.
create table published_answer (
    round_id uuid not null references round (id),
    unit_id uuid not null references unit (id),
    version bigint not null check (version > 0),
    question bigint not null check (question > 0),
    satisfied bigint not null check (satisfied >= 0),
    unsatisfied bigint not null check (unsatisfied >= 0),
    primary key (round_id, unit_id, version, question)
);

-- The words of a notice: before publishing version 0, which is still edited; then one row for each version.
create table notice (
    round_id uuid not null references round (id),
    version bigint not null check (version >= 0),
    document text not null,
    primary key (round_id, version)
);

-- What the Front of a unit words for itself and those below, by the level that issues the document; where nobody above a unit
-- worded one, what ships with the program holds. What was published keeps the template it was published with.
create table document_template (
    unit_id uuid not null references unit (id),
    level text not null check (level in ('country', 'province', 'district', 'commune', 'hamlet')),
    document text not null
        check (document in ('thong-bao', 'bien-ban', 'bao-cao', 'tong-hop', 'giai-trinh', 'cong-van',
                            'bao-cao-giam-sat')),
    text text not null check (length(text) > 0),
    who text not null,
    changed_at timestamptz not null,
    primary key (unit_id, level, document)
);

-- Oversight: recommendations, files, statuses of criteria, titles, targets.

-- What the Front asks of a unit's People's Committee. `criterion` 0 is about none in particular.
create table recommendation (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    criterion bigint not null check (criterion >= 0),
    round_id uuid references round (id),
    question bigint not null check (question >= 0),
    title text not null,
    stage text not null check (stage in ('waiting', 'returned', 'answered', 'accepted', 'closed')),
    due_on date not null,
    raised_on date not null,
    raised_by text not null,
    answered_on date,
    -- 9999-12-31 while it is not closed.
    closed_on date not null,
    is_public bigint not null check (is_public in (0, 1)),
    steps bigint not null check (steps > 0)
);
create index recommendation_unit on recommendation (unit_id);

-- Every step of a recommendation, dated; added only.
create table recommendation_step (
    recommendation_id uuid not null references recommendation (id),
    number bigint not null check (number > 0),
    move text not null check (move in ('raise', 'answer', 'accept', 'return', 'close')),
    text text not null,
    who text not null,
    account_id uuid references account (id),
    happened_at timestamptz not null,
    due_on date not null,
    primary key (recommendation_id, number)
);
create trigger recommendation_step_keeps before update on recommendation_step
    for each row execute function only_added_to();
create trigger recommendation_step_holds before delete on recommendation_step for each row execute function only_added_to();

-- Programmes of supervision: what the Front, its member organisations or the people's council set out to look at in a year.
create table supervision_programme (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    supervisor text not null check (supervisor in ('front', 'organisation', 'council')),
    organisation text not null check ((supervisor = 'organisation') = (organisation <> '')),
    year bigint not null check (year between 2000 and 2200),
    number text not null,
    signed_on date,
    is_public bigint not null check (is_public in (0, 1)),
    revision bigint not null check (revision > 0)
);
create index supervision_programme_unit on supervision_programme (unit_id);

-- An activity of a programme. `participants` has a line each, `criteria` their numbers between commas.
create table supervision_activity (
    id uuid primary key,
    programme_id uuid not null references supervision_programme (id),
    kind text not null check (kind in ('supervision', 'critique', 'comment')),
    subject text not null check (length(subject) > 0),
    occasion text not null check (occasion in ('periodic', 'ad_hoc')),
    method text not null check (method in ('delegation', 'documents', 'inspectorate', 'joint', 'conference',
                                           'circulation', 'dialogue')),
    starts_on date not null,
    ends_on date not null,
    lead text not null,
    participants text not null,
    drafter text not null,
    ruleset_id text not null,
    criteria text not null,
    target text not null,
    -- 9999-12-31 while it is not concluded.
    concluded_on date not null,
    conclusion text not null check ((concluded_on = '9999-12-31') = (conclusion = '')),
    revision bigint not null check (revision > 0),
    check (starts_on <= ends_on)
);
create index supervision_activity_programme on supervision_activity (programme_id);

-- The units that an activity is about.
create table supervision_unit (
    activity_id uuid not null references supervision_activity (id) on delete cascade,
    unit_id uuid not null references unit (id),
    primary key (activity_id, unit_id)
);
create index supervision_unit_unit on supervision_unit (unit_id);

create table supervision_visit (
    id uuid primary key,
    activity_id uuid not null references supervision_activity (id),
    unit_id uuid not null references unit (id),
    visited_on date not null,
    present text not null,
    recorded_by uuid references account (id),
    recorded_at timestamptz not null
);
create index supervision_visit_activity on supervision_visit (activity_id);

-- What a visit found; what is lacking may become a recommendation, once.
create table supervision_finding (
    visit_id uuid not null references supervision_visit (id) on delete cascade,
    number bigint not null check (number > 0),
    is_lacking bigint not null check (is_lacking in (0, 1)),
    text text not null check (length(text) > 0),
    criterion bigint not null check (criterion >= 0),
    recommendation_id uuid unique references recommendation (id),
    primary key (visit_id, number)
);

-- Comments on a draft document, and what its body replied.
create table supervision_comment (
    activity_id uuid not null references supervision_activity (id),
    number bigint not null check (number > 0),
    text text not null check (length(text) > 0),
    uptake text check (uptake in ('whole', 'partly', 'explained')),
    reply text not null,
    replied_on date,
    primary key (activity_id, number),
    check ((uptake is null) = (replied_on is null))
);

-- Photos, scans and documents, each written with the deed it belongs to: the signed minutes of a hamlet, a status of a
-- criterion (which names it), a step of a recommendation, a signed document of a round, a visit. The same file of the same deed is kept once.
create table file (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    hamlet_id uuid references hamlet (id),
    belongs_to text not null check (belongs_to in ('minutes', 'status', 'recommendation', 'document', 'visit')),
    round_id uuid,
    recommendation_id uuid,
    step bigint,
    visit_id uuid references supervision_visit (id),
    -- Of a signed document of a published round: its kind, and the version of the notice it tells.
    document text,
    version bigint,
    name text not null,
    media_type text not null,
    size bigint not null check (size > 0),
    -- SHA-256 of the content, in hexadecimal digits.
    digest text not null,
    content bytea not null,
    added_by uuid references account (id),
    added_at timestamptz not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    foreign key (recommendation_id, step) references recommendation_step (recommendation_id, number),
    check ((belongs_to = 'minutes') = (hamlet_id is not null)),
    check ((belongs_to in ('minutes', 'document')) = (round_id is not null)),
    check ((belongs_to = 'visit') = (visit_id is not null)),
    check ((belongs_to = 'document') = (document is not null)),
    check ((belongs_to = 'document') = (version is not null)),
    check ((belongs_to = 'recommendation') = (recommendation_id is not null)),
    check ((belongs_to = 'recommendation') = (step is not null))
);
create index file_unit on file (unit_id);
create unique index file_minutes on file (round_id, hamlet_id, digest) where belongs_to = 'minutes';
create unique index file_status on file (unit_id, digest) where belongs_to = 'status';
create unique index file_document on file (round_id, document, version, digest) where belongs_to = 'document';
create unique index file_step on file (recommendation_id, step, digest) where belongs_to = 'recommendation';

-- What was said of a criterion, by whom and as of when; `indicator` 0 stands for the criterion as a whole. Rows are added
-- only; `number` is the order of writing within a unit and a ruleset, and `holds` marks the last word on each criterion, so
-- that lists read no history.
create table assessment (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    number bigint not null check (number > 0),
    criterion bigint not null check (criterion > 0),
    indicator bigint not null check (indicator >= 0),
    source text not null check (source in ('claim', 'appraisal')),
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    value text not null,
    as_of date not null,
    document text not null,
    file_id uuid references file (id),
    recorded_at timestamptz not null,
    account_id uuid references account (id),
    holds bigint not null check (holds in (0, 1)),
    -- Taken back by whoever wrote it: it counts no more and remains in the history.
    taken_back_at timestamptz,
    taken_back_by uuid references account (id),
    taken_back_for text not null default '',
    unique (unit_id, ruleset_id, number)
);
create index assessment_holds on assessment (ruleset_id, unit_id, status) where holds = 1;
create trigger assessment_keeps before update of id, unit_id, ruleset_id, number, criterion, indicator, source, status, value,
    as_of, document, file_id, recorded_at, account_id on assessment
    for each row execute function only_added_to();
create trigger assessment_holds before delete on assessment for each row execute function only_added_to();

-- Statuses that somebody is about to take in from a file.
create table status_draft (
    id uuid primary key,
    account_id uuid not null references account (id),
    name text not null,
    document text not null,
    made_at timestamptz not null
);

-- Decisions about titles: granted, or withdrawn.
create table recognition (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    number bigint not null check (number > 0),
    title text not null check (title in ('standard', 'advanced', 'model')),
    granted bigint not null check (granted in (0, 1)),
    decided_on date not null,
    decision text not null,
    recorded_at timestamptz not null,
    account_id uuid references account (id),
    unique (unit_id, number)
);
create trigger recognition_keeps before update on recognition
    for each row execute function only_added_to();
create trigger recognition_holds before delete on recognition for each row execute function only_added_to();

-- Targets of plans beside the shipped ones.
create table target_profile (
    id text primary key,
    document text not null
);

-- What is known of milestones of plans: figures in hundredths, or acts that are done or not yet.
create table milestone_entry (
    id uuid primary key,
    profile text not null,
    milestone text not null,
    number bigint not null check (number > 0),
    as_of date not null,
    value bigint check (value >= 0),
    done bigint check (done in (0, 1)),
    document text not null,
    recorded_at timestamptz not null,
    account_id uuid references account (id),
    unique (profile, milestone, number),
    check ((value is null) <> (done is null))
);
create trigger milestone_entry_keeps before update on milestone_entry
    for each row execute function only_added_to();
create trigger milestone_entry_holds before delete on milestone_entry
    for each row execute function only_added_to();

-- The trial of a commune (bản thử): a round with made-up households, to learn by. Its data lie in a database of their own, which
-- is deleted with it; nothing of it is counted anywhere. `token` names it in addresses; `days_ahead` is how far its calendar has
-- been turned on; until it is `ready` its data are being made.
create table trial (
    token text primary key,
    commune_id uuid not null unique references unit (id),
    begun_by uuid references account (id),
    begun_at timestamptz not null,
    ends_at timestamptz not null,
    days_ahead bigint not null check (days_ahead >= 0),
    ready boolean not null
);

-- The installation.

create table setting (
    key text primary key,
    value text not null
);

-- What was deleted and must leave the database's files too: `requested` counts how often that was asked for, `done` how far it went.
create table purge (
    scope text primary key check (scope in ('secrets', 'boxes')),
    requested bigint not null,
    done bigint not null check (done <= requested)
);
insert into purge (scope, requested, done) values ('secrets', 0, 0), ('boxes', 0, 0);

-- ANALYZE keeps samples of what stands in a column, and keeps them when the rows are gone: none of what is secret.
alter table account alter column password set statistics 0, alter column letter set statistics 0, alter column second_factor set statistics 0;
alter table session alter column token set statistics 0;
alter table failed_sign_in alter column subject set statistics 0;
alter table key_letters alter column public set statistics 0, alter column letters set statistics 0;
alter table box_key alter column secret set statistics 0, alter column public set statistics 0, alter column letters set statistics 0;
alter table code alter column hash set statistics 0, alter column spent_from set statistics 0;
alter table slip_sheet alter column sealed set statistics 0;
alter table sealed_ballot alter column id set statistics 0, alter column sealed set statistics 0;
alter table ballot alter column answers set statistics 0;
alter table receipt alter column receipt set statistics 0;
alter table audit_slip alter column slip set statistics 0, alter column receipt set statistics 0, alter column answers set statistics 0;
alter table reason alter column text set statistics 0;
alter table paper_batch alter column runs set statistics 0, alter column long_run set statistics 0, alter column key set statistics 0;
alter table paper_entry alter column slip set statistics 0, alter column answers set statistics 0,
    alter column sending set statistics 0;
