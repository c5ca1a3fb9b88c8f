-- People who run rounds: accounts, sessions, the journal of who did what.

-- A role with a scope: a unit and all below it, or one hamlet; an administrator has no unit. `letter` is the keyed hash
-- of the one-time code on an invitation; while it stands there is no password.
create table account (
    id blob primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('hamlet', 'front', 'office', 'administrator')),
    unit_id blob references unit (id),
    hamlet_id blob references hamlet (id),
    state text not null check (state in ('invited', 'active', 'removed')),
    password text,
    letter blob,
    letter_until text,
    -- The secret of six-digit codes, and the last step that was used: a code is good once.
    second_factor text,
    second_factor_step integer not null,
    failures integer not null check (failures >= 0),
    failed_at text,
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

-- Who did what to which unit and when: never a code, never an answer. Rows are added only.
create table journal (
    id blob primary key,
    happened_at text not null,
    account_id blob references account (id),
    who text not null,
    act text not null,
    unit_id blob references unit (id),
    hamlet_id blob references hamlet (id),
    -- A round's key, which its plan has before it.
    round_id blob,
    detail text not null
) strict;
create index journal_time on journal (happened_at);
create trigger journal_keeps before update on journal begin select raise(abort, 'the journal is only added to'); end;
create trigger journal_holds before delete on journal begin select raise(abort, 'the journal is only added to'); end;
