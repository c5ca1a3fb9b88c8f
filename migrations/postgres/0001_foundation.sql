-- Units, rounds, codes, ballots and counts. The SQLite twin has the same tables and columns.
--
-- A heap keeps the order of insertion: ballots are written in the order of their random id inside each group, and all
-- of a round's are written anew in that order when it closes.

create table setting (
    key text primary key,
    value text not null
);

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

create table unit_succession (
    predecessor_id uuid not null references unit (id),
    successor_id uuid not null references unit (id),
    primary key (predecessor_id, successor_id)
);

create table hamlet (
    id uuid primary key,
    commune_id uuid not null references unit (id),
    code text not null,
    name text not null,
    households bigint not null check (households >= 0),
    unique (commune_id, code)
);

create table criterion_status (
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    criterion bigint not null,
    as_of date not null,
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    document text not null,
    latest boolean not null,
    primary key (unit_id, ruleset_id, criterion, as_of)
);
create index criterion_latest on criterion_status (ruleset_id, unit_id, status) where latest;

create table round (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    -- The level of the unit that its ruleset recognises.
    level text not null,
    ruleset text not null,
    opens date not null,
    closes date not null,
    state text not null check (state in ('open', 'closed', 'published')),
    published_on date,
    check (opens <= closes),
    check ((state = 'published') = (published_on is not null))
);

-- The hamlets that are asked, with the households they had when the round was opened.
create table round_hamlet (
    round_id uuid not null references round (id),
    hamlet_id uuid not null references hamlet (id),
    households bigint not null check (households >= 0),
    issued bigint not null check (issued >= 0),
    primary key (round_id, hamlet_id)
);

-- A code is known by its keyed hash only. `receipt` is the mark of the page it was spent from, so that a repeated
-- sending is recognised; it stands in no ballot.
create table code (
    hash bytea primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    serial bigint not null,
    state text not null check (state in ('fresh', 'spent', 'void')),
    receipt bytea,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'spent') = (receipt is not null)),
    unique (round_id, hamlet_id, serial)
);

create table ballot (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    answers text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Kept by commune and question only: no ballot, no hamlet.
create table reason (
    id uuid primary key,
    round_id uuid not null references round (id),
    commune_id uuid not null references unit (id),
    question bigint not null,
    text text not null
);

-- A hamlet's hand-counted totals as they were imported; the counts below can be made from them again.
create table minutes (
    round_id uuid not null,
    hamlet_id uuid not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

create table turnout (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('online', 'minutes')),
    issued bigint not null check (issued >= 0),
    returned bigint not null check (returned >= 0),
    valid bigint not null check (valid >= 0),
    invalid bigint not null check (invalid >= 0),
    primary key (round_id, hamlet_id, channel),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check (returned = valid + invalid)
);

create table tally (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('online', 'minutes')),
    question bigint not null,
    satisfied bigint not null check (satisfied >= 0),
    unsatisfied bigint not null check (unsatisfied >= 0),
    primary key (round_id, hamlet_id, channel, question),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- The frozen results of a round, one row for each unit from its own down to the communes.
create table published (
    round_id uuid not null references round (id),
    unit_id uuid not null references unit (id),
    participated bigint not null,
    participation_base bigint not null,
    satisfied bigint not null,
    unsatisfied bigint not null,
    met boolean,
    document text not null,
    primary key (round_id, unit_id)
);
create index published_unit on published (unit_id);
