import { sql } from 'kysely'
import { openDatabase } from '../../../server/database/database.ts'

/** Writes pairs of rows into the embedded database of a folder, a transaction a pair, until it is killed. */
const { db } = await openDatabase({ kind: 'pglite', folder: process.argv[2] ?? '' })
await sql`create table if not exists pair (id int, half int)`.execute(db)
console.log('ready')
for (let id = 0; ; id++) {
  await db.transaction().execute(async (trx) => {
    await sql`insert into pair values (${id}, 1)`.execute(trx)
    await sql`insert into pair values (${id}, 2)`.execute(trx)
  })
  console.log(id)
}
