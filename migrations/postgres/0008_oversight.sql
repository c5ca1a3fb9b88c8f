-- Oversight: statuses and titles as history, files that prove them, recommendations, boundaries, targets.

-- Proofs of statuses and of what was done about recommendations.
create table file (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    name text not null,
    media_type text not null,
    size bigint not null check (size > 0),
    digest text not null,
    content bytea not null,
    added_at timestamptz not null,
    unique (unit_id, digest)
);

-- What was said of a criterion, by whom and as of when. Rows are added only; `number` is the order of writing within a
-- unit and a ruleset, and `holds` marks the last word on each criterion, so that lists read no history.
create table assessment (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    ruleset_id text not null,
    number bigint not null check (number > 0),
    criterion bigint not null check (criterion > 0),
    source text not null check (source in ('claim', 'appraisal')),
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    value text not null,
    as_of date not null,
    document text not null,
    file_id uuid references file (id),
    recorded_at timestamptz not null,
    account_id uuid references account (id),
    holds bigint not null check (holds in (0, 1)),
    unique (unit_id, ruleset_id, number)
);
insert into assessment (id, unit_id, ruleset_id, number, criterion, source, status, value, as_of, document, recorded_at, holds)
    select gen_random_uuid(), unit_id, ruleset_id,
           row_number() over (partition by unit_id, ruleset_id order by as_of, criterion),
           criterion, 'claim', status, '', as_of, document, as_of::timestamp at time zone 'UTC',
           case when latest then 1 else 0 end
    from criterion_status;
drop table criterion_status;
create index assessment_holds on assessment (ruleset_id, unit_id, status) where holds = 1;
create function only_added_to() returns trigger language plpgsql as
    $$ begin raise exception 'this is only added to'; end $$;
create trigger assessment_keeps before update of id, unit_id, ruleset_id, number, criterion, source, status, value, as_of,
    document, file_id, recorded_at, account_id on assessment for each row execute function only_added_to();
create trigger assessment_holds_on before delete on assessment for each row execute function only_added_to();

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
create trigger recognition_keeps before update on recognition for each row execute function only_added_to();
create trigger recognition_holds before delete on recognition for each row execute function only_added_to();

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

-- The thread: every step, dated; added only.
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
create table recommendation_file (
    recommendation_id uuid not null,
    number bigint not null,
    file_id uuid not null references file (id),
    primary key (recommendation_id, number, file_id),
    foreign key (recommendation_id, number) references recommendation_step (recommendation_id, number)
);
create trigger recommendation_step_keeps before update on recommendation_step for each row execute function only_added_to();
create trigger recommendation_step_holds before delete on recommendation_step for each row execute function only_added_to();

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
insert into published_answer (round_id, unit_id, version, question, satisfied, unsatisfied)
    select p.round_id, p.unit_id, p.version, (q.value ->> 'no')::bigint, (q.value ->> 'satisfied')::bigint,
           (q.value ->> 'unsatisfied')::bigint
    from published p join unit u on u.id = p.unit_id, jsonb_array_elements(p.document::jsonb -> 'questions') q
    where u.level = 'commune';

-- Statuses that somebody is about to take in from a file.
create table status_draft (
    id uuid primary key,
    account_id uuid not null references account (id),
    name text not null,
    document text not null,
    made_at timestamptz not null
);

-- Outlines of units, simplified: whole ten-thousandths of a degree, WGS 84.
create table boundary (
    unit_id uuid primary key references unit (id),
    rings text not null
);

-- Targets of plans beside the shipped ones.
create table target_profile (
    id text primary key,
    document text not null
);
