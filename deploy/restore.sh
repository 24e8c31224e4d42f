#!/usr/bin/env bash
# Restores a dump made by backup.sh into the EMPTY database of DATABASE_URL, in one transaction: all or nothing.
# Usage: DATABASE_URL=postgres://… restore.sh FILE
set -euo pipefail
file=${1:?a dump made by backup.sh}
tables=$(psql -Atqc "select count(*) from information_schema.tables where table_schema = 'public'" "${DATABASE_URL:?}")
if [ "$tables" -ne 0 ]; then
  echo "The database is not empty ($tables tables). Create an empty one and try again." >&2
  exit 3
fi
psql -qc "do \$\$ begin if not exists (select from pg_roles where rolname = 'reglament_app') then create role reglament_app nologin; end if; end \$\$" "$DATABASE_URL"
pg_restore --single-transaction --no-owner --dbname="$DATABASE_URL" "$file"
