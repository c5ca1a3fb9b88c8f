-- People who run rounds: accounts, sessions, the journal of who did what.

-- A role with a scope: a unit and all below it, or one hamlet; an administrator has no unit. `letter` is the keyed hash
-- of the one-time code on an invitation; while it stands there is no password.
create table account (
    id uuid primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('hamlet', 'front', 'office', 'administrator')),
    unit_id uuid references unit (id),
    hamlet_id uuid references hamlet (id),
    state text not null check (state in ('invited', 'active', 'removed')),
    password text,
    letter bytea,
    letter_until timestamptz,
    -- The secret of six-digit codes, and the last step that was used: a code is good once.
    second_factor text,
    second_factor_step bigint not null,
    failures bigint not null check (failures >= 0),
    failed_at timestamptz,
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

-- Who did what to which unit and when: never a code, never an answer. Rows are added only.
create table journal (
    id uuid primary key,
    happened_at timestamptz not null,
    account_id uuid references account (id),
    who text not null,
    act text not null,
    unit_id uuid references unit (id),
    hamlet_id uuid references hamlet (id),
    -- A round's key, which its plan has before it.
    round_id uuid,
    detail text not null
);
create index journal_time on journal (happened_at);
create function journal_is_only_added_to() returns trigger language plpgsql as
    $$ begin raise exception 'the journal is only added to'; end $$;
create trigger journal_keeps before update or delete on journal
    for each row execute function journal_is_only_added_to();
