-- The day from which a unit's people live in another. A unit that stood before that day may have taken another one over; one
-- that stands on gave a part away.
alter table unit_succession add column since text not null default '0001-01-01';
update unit_succession set since = (
    select case when n.valid_from > '0001-01-01' then n.valid_from
                when b.valid_to < '9999-12-31' then date(b.valid_to, '+1 day')
                else '0001-01-01' end
    from unit n, unit b where n.id = successor_id and b.id = predecessor_id);
