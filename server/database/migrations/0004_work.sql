-- A step of a case that was taken back on its day: it stays in the history and counts for nothing.

alter table escalation_step add column voided_at timestamptz;
alter table escalation_step add column voided_by bigint;
alter table escalation_step add foreign key (school_id, voided_by) references staff (school_id, id);
create index escalation_step_interaction on escalation_step (school_id, interaction_id);
create index escalation_open on escalation (school_id, class_id) where closed_on is null;
