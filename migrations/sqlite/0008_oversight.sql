-- Oversight: statuses and titles as history, files that prove them, recommendations, boundaries, targets.

-- Proofs of statuses and of what was done about recommendations.
create table file (
    id blob primary key,
    unit_id blob not null references unit (id),
    name text not null,
    media_type text not null,
    size integer not null check (size > 0),
    digest text not null,
    content blob not null,
    added_at text not null,
    unique (unit_id, digest)
) strict;

-- What was said of a criterion, by whom and as of when. Rows are added only; `number` is the order of writing within a
-- unit and a ruleset, and `holds` marks the last word on each criterion, so that lists read no history.
create table assessment (
    id blob primary key,
    unit_id blob not null references unit (id),
    ruleset_id text not null,
    number integer not null check (number > 0),
    criterion integer not null check (criterion > 0),
    source text not null check (source in ('claim', 'appraisal')),
    status text not null check (status in ('met', 'not_met', 'not_assessed')),
    value text not null,
    as_of text not null,
    document text not null,
    file_id blob references file (id),
    recorded_at text not null,
    account_id blob references account (id),
    holds integer not null check (holds in (0, 1)),
    unique (unit_id, ruleset_id, number)
) strict;
insert into assessment (id, unit_id, ruleset_id, number, criterion, source, status, value, as_of, document, recorded_at, holds)
    select randomblob(16), unit_id, ruleset_id,
           row_number() over (partition by unit_id, ruleset_id order by as_of, criterion),
           criterion, 'claim', status, '', as_of, document, as_of || 'T00:00:00+00:00', latest
    from criterion_status;
drop table criterion_status;
create index assessment_holds on assessment (ruleset_id, unit_id, status) where holds = 1;
create trigger assessment_keeps before update of id, unit_id, ruleset_id, number, criterion, source, status, value, as_of,
    document, file_id, recorded_at, account_id on assessment
    begin select raise(abort, 'a status is only added to'); end;
create trigger assessment_holds_on before delete on assessment
    begin select raise(abort, 'a status is only added to'); end;

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
    begin select raise(abort, 'a title is only added to'); end;
create trigger recognition_holds before delete on recognition
    begin select raise(abort, 'a title is only added to'); end;

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

-- The thread: every step, dated; added only.
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
create table recommendation_file (
    recommendation_id blob not null,
    number integer not null,
    file_id blob not null references file (id),
    primary key (recommendation_id, number, file_id),
    foreign key (recommendation_id, number) references recommendation_step (recommendation_id, number)
) strict, without rowid;
create trigger recommendation_step_keeps before update on recommendation_step
    begin select raise(abort, 'a step is only added to'); end;
create trigger recommendation_step_holds before delete on recommendation_step
    begin select raise(abort, 'a step is only added to'); end;

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
insert into published_answer (round_id, unit_id, version, question, satisfied, unsatisfied)
    select p.round_id, p.unit_id, p.version, json_extract(q.value, '$.no'), json_extract(q.value, '$.satisfied'),
           json_extract(q.value, '$.unsatisfied')
    from published p join unit u on u.id = p.unit_id, json_each(p.document, '$.questions') q
    where u.level = 'commune';

-- Statuses that somebody is about to take in from a file.
create table status_draft (
    id blob primary key,
    account_id blob not null references account (id),
    name text not null,
    document text not null,
    made_at text not null
) strict;

-- Outlines of units, simplified: whole ten-thousandths of a degree, WGS 84.
create table boundary (
    unit_id blob primary key references unit (id),
    rings text not null
) strict;

-- Targets of plans beside the shipped ones.
create table target_profile (
    id text primary key,
    document text not null
) strict;
