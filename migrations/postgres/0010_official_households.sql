-- What official statistics say of a unit's households on a day, to set beside what its hamlets add up to.
create table official_households (
    unit_id uuid not null references unit (id),
    counted_on date not null,
    households bigint not null check (households > 0),
    source text not null,
    primary key (unit_id, counted_on)
);
