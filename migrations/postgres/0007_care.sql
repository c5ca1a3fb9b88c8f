-- What a correction replaces stays as it was signed; a household can say that it did not answer.

alter table conflict drop constraint conflict_kind_check;
alter table conflict add constraint conflict_kind_check
    check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_dead_slip', 'unanswered'));

-- Minutes, and how their hamlet was closed, from before a correction took their place.
create table former_minutes (
    round_id uuid not null,
    hamlet_id uuid not null,
    version bigint not null check (version > 0),
    document text not null,
    closing text,
    replaced_at timestamptz not null,
    primary key (round_id, hamlet_id, version),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
