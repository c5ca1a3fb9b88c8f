-- Rounds before they open, and the papers they rest on.

-- A plan becomes the round with the same key when it opens. `version` goes up with every change, so that two people do
-- not overwrite each other.
create table plan (
    id uuid primary key,
    unit_id uuid not null references unit (id),
    document text not null,
    version bigint not null
);
create index plan_unit on plan (unit_id);

alter table round add column papers text not null default '{}';
