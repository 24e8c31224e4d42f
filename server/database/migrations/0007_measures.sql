-- What a person said would be done, where a case was taken into work: codes of the ladder.

alter table escalation_step add column measures text[] not null default '{}';
