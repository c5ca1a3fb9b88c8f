-- Paper ballots on their way into the heap, conflicts to settle, hamlets closed with their minutes.

-- A pile of paper from one hamlet, keyed in by one person, or blindly by two. `last_answers` is the ballot keyed last, to
-- see long runs of the same; it goes when the batch is counted.
create table paper_batch (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    twice bigint not null check (twice in (0, 1)),
    state text not null check (state in ('open', 'counted')),
    first_id uuid references account (id),
    second_id uuid references account (id),
    opened_at timestamptz not null,
    counted_at timestamptz,
    ballots bigint not null check (ballots >= 0),
    differences bigint not null check (differences >= 0),
    run bigint not null check (run >= 0),
    longest_run bigint not null check (longest_run >= 0),
    last_answers text,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check ((state = 'counted') = (counted_at is not null)),
    check (state = 'open' or last_answers is null)
);
create index paper_batch_hamlet on paper_batch (round_id, hamlet_id);

-- A ballot that is keyed in and not counted yet. `slip` is a keyed mark of its slip that says nothing without the key
-- outside the database. Rows go when their batch is counted.
create table paper_entry (
    batch_id uuid not null references paper_batch (id),
    slip bytea not null,
    pass bigint not null check (pass in (1, 2, 3)),
    answers text not null,
    reasons text not null,
    primary key (batch_id, slip, pass)
);

-- A slip that came in twice, or that should not have: to be looked into, never dropped.
create table conflict (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    serial bigint not null,
    kind text not null check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_dead_slip')),
    times bigint not null check (times > 0),
    decision text,
    settled_id uuid references account (id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, serial, kind)
);

-- A hamlet that is closed, with its minutes as they are signed.
create table hamlet_closing (
    round_id uuid not null,
    hamlet_id uuid not null,
    document text not null,
    closed_at timestamptz not null,
    primary key (round_id, hamlet_id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);

-- Photos and scans of signed minutes.
create table attachment (
    id uuid primary key,
    round_id uuid not null,
    hamlet_id uuid not null,
    name text not null,
    media_type text not null,
    size bigint not null check (size > 0),
    digest text not null,
    content bytea not null,
    added_at timestamptz not null,
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, digest)
);

-- Why a round was closed without some hamlets.
alter table round add column closed_without text not null default '';
