#!/usr/bin/env bash
# Writes one dated, compressed dump of the database of DATABASE_URL into the folder given; keeps the last 30.
# Usage: DATABASE_URL=postgres://… backup.sh FOLDER
set -euo pipefail
folder=${1:?a folder for the dumps}
file="$folder/reglament-$(date +%Y-%m-%dT%H%M%S).dump"
umask 077
pg_dump --format=custom --file="$file.part" "${DATABASE_URL:?}"
mv "$file.part" "$file"
ls -1t "$folder"/reglament-*.dump | tail -n +31 | xargs -r rm --
echo "$file"
