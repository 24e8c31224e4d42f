import type { Trx } from '../../database/database.ts'
import { type Counts, type Load, writeStage } from '../queries/compare.ts'
import { type Break, dropLinks, withdrawIncidents, writeBreaks } from '../queries/linked.ts'
import { createScope, type Range, type Scope, wholeOf, withdrawGone } from '../queries/scope.ts'
import { type Target, type TargetName, targets } from '../queries/targets.ts'
import type { Notes } from '../records/notes.ts'
import type { Context } from '../resolve/context.ts'

export type Written = { readonly counts: Map<string, Counts>; readonly days: Scope['days'] }

/** What a load writes, table by table: people before their records, and what is gone after what came. */
export async function write(
  trx: Trx,
  load: Load,
  context: Context,
  staged: ReadonlySet<TargetName>,
  scope: Scope,
  breaks: readonly Break[],
): Promise<Written> {
  const counts = new Map<string, Counts>()
  const days = new Map(scope.days)
  const held = context.tracker.held.map(({ table, owner, day }) => [table, owner.id, day] as const)
  await createScope(trx, scope, held)
  for (const target of targets.filter(({ table }) => staged.has(table))) {
    const { repeated, ...count } = await writeStage(trx, load, target)
    if (repeated > 0 && (target.table === 'absence' || target.ready === undefined)) sayRepeated(context.notes, repeated)
    const gone = await withdrawGone(trx, load, target, scope)
    if (gone.widened) {
      days.set(target.table, gone.days)
      sayWidened(context.notes, wholeOf(scope.days.get(target.table) ?? gone.days), wholeOf(gone.days))
    }
    count.gone = gone.count + (await dropGone(trx, load, target, scope))
    counts.set(target.table, count)
  }
  if (breaks.length > 0)
    counts.set('school_break', { changed: 0, refused: 0, ...(await writeBreaks(trx, load, breaks)) })
  return { counts, days }
}

/** Incidents, and whom an event no longer names. */
async function dropGone(trx: Trx, load: Load, { table, key }: Target, scope: Scope): Promise<number> {
  if (table === 'incident') return withdrawIncidents(trx, load, scope)
  if (table === 'incident_participant') return dropLinks(trx, load, table, 'incident_id', key)
  return table === 'gathering_guest' ? dropLinks(trx, load, table, 'gathering_id', key) : 0
}

function sayRepeated(notes: Notes, count: number): void {
  notes.say(
    'repeated',
    { ru: 'Повторы внутри файлов считаются один раз', en: 'Repeated rows inside the files count once' },
    count,
  )
}

function sayWidened(notes: Notes, own: Range, taken: Range): void {
  notes.say('widened', {
    ru: `Это прошлая выгрузка за ${taken.from} – ${taken.to}, хотя записи файла – за ${own.from} – ${own.to}: чего по краям в ней больше нет, то не считается. Если выгрузка просто короче, назовите первый и последний день выгрузки (в командной строке --covers-from и --covers-to)`,
    en: `This is the last export, of ${taken.from} to ${taken.to}, though the rows of the file are of ${own.from} to ${own.to}: what it no longer holds at the ends is not counted. If the export is merely shorter, name the first and the last day of the export (--covers-from and --covers-to on the command line)`,
  })
}
