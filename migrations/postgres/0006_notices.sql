-- Published results by version, and the notices that are posted with them.

create table published_new (
    round_id uuid not null references round (id),
    unit_id uuid not null references unit (id),
    version bigint not null check (version > 0),
    -- A correction stands beside what it corrects; one of them is the latest.
    latest bigint not null check (latest in (0, 1)),
    participated bigint not null,
    participation_base bigint not null,
    satisfied bigint not null,
    unsatisfied bigint not null,
    met boolean,
    document text not null,
    primary key (round_id, unit_id, version)
);
insert into published_new (round_id, unit_id, version, latest, participated, participation_base, satisfied, unsatisfied,
                           met, document)
    select round_id, unit_id, 1, 1, participated, participation_base, satisfied, unsatisfied, met, document from published;
drop table published;
alter table published_new rename to published;
create index published_unit on published (unit_id) where latest = 1;

-- The words of a notice: before publishing version 0, which is still edited; then one row for each version.
create table notice (
    round_id uuid not null references round (id),
    version bigint not null check (version >= 0),
    document text not null,
    primary key (round_id, version)
);
-- What was published before there were notices has one without words.
insert into notice (round_id, version, document)
    select id, 1, '{"words":{},"version":1,"published_on":"' || cast(published_on as text)
                  || '","reason":"","closed_without":""}'
    from round where state = 'published';
