-- A check of files does all that a load does and is rolled back: it must not hold the version of its school meanwhile, for
-- every change by a person grows it.

create or replace function grow_version() returns trigger language plpgsql as $$ begin
  if current_setting('app.writes_nothing', true) = 'on' then
    return null;
  end if;
  if current_school() is not null then
    insert into school_version (school_id) values (current_school())
      on conflict (school_id) do update set
        version = greatest(school_version.version + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  else
    update school_version set version = greatest(version + 1, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  end if;
  return null;
end $$;
