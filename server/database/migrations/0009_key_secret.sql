-- Keys of duties about pupils whom a reader may not know are told as a keyed hash: without the secret of the school nobody can
-- make them anew from a list of pupils.

alter table school
  add column key_secret text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
