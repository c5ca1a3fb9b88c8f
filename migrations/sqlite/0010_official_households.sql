-- What official statistics say of a unit's households on a day, to set beside what its hamlets add up to.
create table official_households (
    unit_id blob not null references unit (id),
    counted_on text not null,
    households integer not null check (households > 0),
    source text not null,
    primary key (unit_id, counted_on)
) strict;

-- What a unit was made of is asked for as often as what became of it.
create index unit_succession_successor on unit_succession (successor_id);
