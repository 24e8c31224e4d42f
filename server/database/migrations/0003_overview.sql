-- A number that grows with every change of what the screens are drawn from: what was computed for one number may be kept
-- until it grows.

create table school_version (
  school_id int not null references school (id),
  version bigint not null default extract(epoch from clock_timestamp()) * 1000,
  primary key (school_id)
);
comment on table school_version is 'feature: overview. Grows with every change of what duties, flags and screens are made of.';
call protect_table('school_version');

-- By the clock, so that a number never means two states of a school: not after a backup was restored either.
create function grow_version() returns trigger language plpgsql as $$ begin
  if current_school() is not null then
    insert into school_version (school_id) values (current_school())
      on conflict (school_id) do update set
        version = greatest(school_version.version + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  else
    update school_version set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  end if;
  return null;
end $$;

do $$
declare t text;
begin
  foreach t in array array['school_setting', 'school_calendar', 'school_break', 'staff', 'staff_role', 'staff_leave', 'school_class',
    'class_teacher', 'student', 'enrolment', 'incident', 'support_status', 'support_record', 'family_category', 'family_wave',
    'family_measurement', 'gathering', 'gathering_guest', 'consent', 'import', 'import_source', 'escalation', 'escalation_step',
    'duty_trigger', 'trigger_block', 'interaction', 'interaction_student', 'waiver', 'rule_set', 'evaluation_run', 'flag',
    'flag_event', 'duty', 'period_close']
  loop
    execute format('create trigger grow_version after insert or update or delete on %I for each statement execute function grow_version()', t);
  end loop;
end $$;
