-- The days from which and until which a version of results stood, so that an earlier day shows what was public on it.
alter table published add column published_on text not null default '0001-01-01';
alter table published add column superseded_on text not null default '9999-12-31';
update published set published_on = coalesce(
    (select json_extract(n.document, '$.published_on') from notice n
     where n.round_id = published.round_id and n.version = published.version),
    (select r.published_on from round r where r.id = published.round_id),
    '0001-01-01');
update published set superseded_on = coalesce(
    (select q.published_on from published q
     where q.round_id = published.round_id and q.unit_id = published.unit_id and q.version = published.version + 1),
    '9999-12-31');
