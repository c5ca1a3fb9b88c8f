-- Indicators of a criterion have statuses of their own; 0 stands for the criterion as a whole.
alter table assessment add column indicator integer not null default 0 check (indicator >= 0);
create trigger assessment_indicator_keeps before update of indicator on assessment
    begin select raise(abort, 'a status is only added to'); end;
