-- Slips and ballots of every origin.

-- `out`: with a household; `spare`: printed and not handed out; `replaced`: dead, another slip took its place.
alter table code add column life text not null default 'out' check (life in ('out', 'spare', 'replaced'));
-- How a spent slip came in. It says nothing about the answers: ballots of all origins lie in one heap.
alter table code add column origin text check (origin in ('online', 'assisted', 'paper'));
update code set origin = 'online' where state = 'spent';

-- Ballots of every origin are counted together; `assisted` and `paper` are how many of them came in that way.
create table turnout_new (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    issued bigint not null check (issued >= 0),
    returned bigint not null check (returned >= 0),
    valid bigint not null check (valid >= 0),
    invalid bigint not null check (invalid >= 0),
    assisted bigint not null check (assisted >= 0),
    paper bigint not null check (paper >= 0),
    primary key (round_id, hamlet_id, channel),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id),
    check (returned = valid + invalid),
    check (assisted + paper <= returned)
);
insert into turnout_new (round_id, hamlet_id, channel, issued, returned, valid, invalid, assisted, paper)
    select round_id, hamlet_id, case channel when 'online' then 'ballot' else channel end,
           issued, returned, valid, invalid, 0, 0 from turnout;
drop table turnout;
alter table turnout_new rename to turnout;

create table tally_new (
    round_id uuid not null,
    hamlet_id uuid not null,
    channel text not null check (channel in ('ballot', 'minutes')),
    question bigint not null,
    satisfied bigint not null check (satisfied >= 0),
    unsatisfied bigint not null check (unsatisfied >= 0),
    primary key (round_id, hamlet_id, channel, question),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
insert into tally_new (round_id, hamlet_id, channel, question, satisfied, unsatisfied)
    select round_id, hamlet_id, case channel when 'online' then 'ballot' else channel end,
           question, satisfied, unsatisfied from tally;
drop table tally;
alter table tally_new rename to tally;

-- How many ballots came in by the hour, for the signals of quality: a count only.
create table pulse (
    round_id uuid not null,
    hamlet_id uuid not null,
    hour text not null,
    returned bigint not null check (returned >= 0),
    primary key (round_id, hamlet_id, hour),
    foreign key (round_id, hamlet_id) references round_hamlet (round_id, hamlet_id)
);
