-- The day's run of a school. The row is claimed in the run's own transaction: of several processes one runs and the others
-- find it done; a run that is killed leaves nothing and is taken up again.

create table daily_run (
  school_id int not null references school (id),
  day date not null,
  finished_at timestamptz not null default now(),
  rule_set_hash text,
  counts jsonb,
  primary key (school_id, day)
);
comment on table daily_run is 'feature: daily. Days that the daily run has evaluated, by which edition of the rules and with what result.';
call protect_table('daily_run');
