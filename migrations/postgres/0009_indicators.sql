-- Indicators of a criterion have statuses of their own; 0 stands for the criterion as a whole.
alter table assessment add column indicator bigint not null default 0 check (indicator >= 0);
create trigger assessment_indicator_keeps before update of indicator on assessment
    for each row execute function only_added_to();
