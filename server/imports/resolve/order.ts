import { Refusal } from '../../refusal.ts'
import type { Covers, ImportRow } from '../queries/history.ts'
import { type Scope, wholeOf } from '../queries/scope.ts'

/** What an accepted load is remembered to have covered. */
export function coversOf(streams: readonly { readonly kind: string }[], scope: Scope): Covers {
  return {
    kinds: [...new Set(streams.map(({ kind }) => kind))],
    who: scope.who,
    classIds: scope.classIds.toSorted((a, b) => a - b),
    studentIds: scope.who === 'students' ? scope.studentIds.toSorted((a, b) => a - b) : [],
    days: Object.fromEntries([...scope.days].map(([table, ranges]) => [table, wholeOf(ranges)])),
  }
}

/** An export older than one already loaded would bring back what has since been corrected. */
export function checkOrder(earlier: readonly ImportRow[], covers: Covers, exportedOn: string, isForced: boolean): void {
  const newer = earlier.find((each) => each.exported_on > exportedOn && overlaps(each.covers, covers))
  if (!newer || isForced) return
  throw new Refusal('older_export', {
    ru: `Выгрузка от ${exportedOn} старше уже загруженной от ${newer.exported_on} (загрузка № ${newer.id}). Загрузите свежую или повторите с пометкой «загрузить и старую» (в командной строке --force).`,
    en: `The export of ${exportedOn} is older than the one of ${newer.exported_on} already loaded (import no. ${newer.id}). Load a fresh one, or repeat with the mark "load an older one too" (--force on the command line).`,
  })
}

function overlaps(a: Covers, b: Covers): boolean {
  const kinds = a.kinds.some((kind) => b.kinds.includes(kind))
  const days = Object.entries(a.days).some(([table, range]) => {
    const other = b.days[table]
    return other !== undefined && range.from <= other.to && other.from <= range.to
  })
  const isDated = Object.keys(a.days).length > 0 && Object.keys(b.days).length > 0
  return kinds && (days || !isDated) && meets(a, b)
}

function meets(a: Covers, b: Covers): boolean {
  if (a.who === 'students' && b.who === 'students')
    return a.studentIds.length === 0 || a.studentIds.some((id) => b.studentIds.includes(id))
  if (a.who === 'school' || b.who === 'school' || a.classIds.length === 0 || b.classIds.length === 0) return true
  return a.classIds.some((id) => b.classIds.includes(id))
}
