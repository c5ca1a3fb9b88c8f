-- The days from which and until which a version of results stood, so that an earlier day shows what was public on it.
alter table published add column published_on date not null default '0001-01-01';
alter table published add column superseded_on date not null default '9999-12-31';
update published p set published_on = coalesce(
    (select (n.document::json ->> 'published_on')::date from notice n
     where n.round_id = p.round_id and n.version = p.version),
    (select r.published_on from round r where r.id = p.round_id),
    '0001-01-01');
update published p set superseded_on = coalesce(
    (select q.published_on from published q
     where q.round_id = p.round_id and q.unit_id = p.unit_id and q.version = p.version + 1),
    '9999-12-31');
