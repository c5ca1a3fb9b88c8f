-- Paper ballots on their way into the heap, conflicts to settle, hamlets closed with their minutes.

-- A pile of paper from one hamlet, keyed in by one person, or blindly by two. `last_answers` is the ballot keyed last, to
-- see long runs of the same; it goes when the batch is counted.
create table paper_batch (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    twice integer not null check (twice in (0, 1)),
    state text not null check (state in ('open', 'counted')),
    first_id blob references account (id),
    second_id blob references account (id),
    opened_at text not null,
    counted_at text,
    ballots integer not null check (ballots >= 0),
    differences integer not null check (differences >= 0),
    run integer not null check (run >= 0),
    longest_run integer not null check (longest_run >= 0),
    last_answers text,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'counted') = (counted_at is not null)),
    check (state = 'open' or last_answers is null)
) strict;
create index paper_batch_hamlet on paper_batch (round_id, hamlet_id);

-- A ballot that is keyed in and not counted yet. `slip` is a keyed mark of its slip that says nothing without the key
-- outside the database. Rows go when their batch is counted.
create table paper_entry (
    batch_id blob not null references paper_batch (id),
    slip blob not null,
    pass integer not null check (pass in (1, 2, 3)),
    answers text not null,
    reasons text not null,
    primary key (batch_id, slip, pass)
) strict, without rowid;

-- A slip that came in twice, or that should not have: to be looked into, never dropped.
create table conflict (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    serial integer not null,
    kind text not null check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_dead_slip')),
    times integer not null check (times > 0),
    decision text,
    settled_id blob references account (id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, serial, kind)
) strict;

-- A hamlet that is closed, with its minutes as they are signed.
create table hamlet_closing (
    round_id blob not null,
    hamlet_id blob not null,
    document text not null,
    closed_at text not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;

-- Photos and scans of signed minutes.
create table attachment (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    name text not null,
    media_type text not null,
    size integer not null check (size > 0),
    digest text not null,
    content blob not null,
    added_at text not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, digest)
) strict;

-- Why a round was closed without some hamlets.
alter table round add column closed_without text not null default '';
