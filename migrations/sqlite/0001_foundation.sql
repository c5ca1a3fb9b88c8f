-- Units, rounds, codes, ballots and counts. The PostgreSQL twin has the same tables and columns.
--
-- Tables of ballots, reasons and codes are `without rowid`: they lie on disk in the order of their random key, so
-- that no order of casting is kept anywhere.

create table setting (
    key text primary key,
    value text not null
) strict;

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

create table unit_succession (
    predecessor_id blob not null references unit (id),
    successor_id blob not null references unit (id),
    primary key (predecessor_id, successor_id)
) strict, without rowid;

create table hamlet (
    id blob primary key,
    commune_id blob not null references unit (id),
    code text not null,
    name text not null,
    households integer not null check (households >= 0),
    unique (commune_id, code)
) strict;

create table criterion_status (
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    criterion integer not null,
    as_of text not null,
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    document text not null,
    latest integer not null,
    primary key (unit_id, ruleset_id, criterion, as_of)
) strict, without rowid;
create index criterion_latest on criterion_status (ruleset_id, unit_id, status) where latest;

create table round (
    id blob primary key,
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    -- The level of the unit that its ruleset recognises.
    level text not null,
    ruleset text not null,
    opens text not null,
    closes text not null,
    state text not null check (state in ('open', 'closed', 'published')),
    published_on text,
    check (opens <= closes),
    check ((state = 'published') = (published_on is not null))
) strict;

-- The hamlets that are asked, with the households they had when the round was opened.
create table round_hamlet (
    round_id blob not null references round (id),
    hamlet_id blob not null references hamlet (id),
    households integer not null check (households >= 0),
    issued integer not null check (issued >= 0),
    primary key (round_id, hamlet_id)
) strict, without rowid;

-- A code is known by its keyed hash only. `receipt` is the mark of the page it was spent from, so that a repeated
-- sending is recognised; it stands in no ballot.
create table code (
    hash blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    serial integer not null,
    state text not null check (state in ('fresh', 'spent', 'void')),
    receipt blob,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'spent') = (receipt is not null)),
    unique (round_id, hamlet_id, serial)
) strict, without rowid;

create table ballot (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    answers text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Kept by commune and question only: no ballot, no hamlet.
create table reason (
    id blob primary key,
    round_id blob not null references round (id),
    commune_id blob not null references unit (id),
    question integer not null,
    text text not null
) strict, without rowid;

-- A hamlet's hand-counted totals as they were imported; the counts below can be made from them again.
create table minutes (
    round_id blob not null,
    hamlet_id blob not null,
    document text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

create table turnout (
    round_id blob not null,
    hamlet_id blob not null,
    channel text not null check (channel in ('online', 'minutes')),
    issued integer not null check (issued >= 0),
    returned integer not null check (returned >= 0),
    valid integer not null check (valid >= 0),
    invalid integer not null check (invalid >= 0),
    primary key (round_id, hamlet_id, channel),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check (returned = valid + invalid)
) strict, without rowid;

create table tally (
    round_id blob not null,
    hamlet_id blob not null,
    channel text not null check (channel in ('online', 'minutes')),
    question integer not null,
    satisfied integer not null check (satisfied >= 0),
    unsatisfied integer not null check (unsatisfied >= 0),
    primary key (round_id, hamlet_id, channel, question),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- The frozen results of a round, one row for each unit from its own down to the communes.
create table published (
    round_id blob not null references round (id),
    unit_id blob not null references unit (id),
    participated integer not null,
    participation_base integer not null,
    satisfied integer not null,
    unsatisfied integer not null,
    met integer,
    document text not null,
    primary key (round_id, unit_id)
) strict, without rowid;
create index published_unit on published (unit_id);
