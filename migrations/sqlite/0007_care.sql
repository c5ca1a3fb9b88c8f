-- What a correction replaces stays as it was signed; a household can say that it did not answer.

create table conflict_new (
    id blob primary key,
    round_id blob not null,
    hamlet_id blob not null,
    serial integer not null,
    kind text not null check (kind in ('paper_after_online', 'online_after_paper', 'paper_on_dead_slip', 'unanswered')),
    times integer not null check (times > 0),
    decision text,
    settled_id blob references account (id),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    unique (round_id, hamlet_id, serial, kind)
) strict;
insert into conflict_new (id, round_id, hamlet_id, serial, kind, times, decision, settled_id)
    select id, round_id, hamlet_id, serial, kind, times, decision, settled_id from conflict;
drop table conflict;
alter table conflict_new rename to conflict;

-- Minutes, and how their hamlet was closed, from before a correction took their place.
create table former_minutes (
    round_id blob not null,
    hamlet_id blob not null,
    version integer not null check (version > 0),
    document text not null,
    closing text,
    replaced_at text not null,
    primary key (round_id, hamlet_id, version),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
) strict, without rowid;
