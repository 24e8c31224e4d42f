import type { Profile } from '../../domain/formats/profile.ts'
import type { Said } from '../../refusal.ts'
import type { AnyRecord } from './kinds.ts'
import type { Reading } from './list.ts'
import type { OneRoster, OneRosterRow } from './oneroster-people.ts'
import { badValue, type Reason } from './say.ts'
import { readDay, readHundredths } from './values.ts'

/** Results as marks on the scale 0–100: the score as a share of the most that its line item allows. */
export function resultReader(
  bundle: OneRoster,
  lineItems: readonly OneRosterRow[],
  profile: Profile,
  table: number,
): (row: OneRosterRow) => Reading[] {
  const items = new Map(lineItems.map((row) => [row.cells['sourcedId'] ?? '', row.cells]))
  const subjects = subjectsOf(bundle)
  return ({ origin, cells }) => {
    const item = items.get(cells['lineItemSourcedId'] ?? '')
    const status = (cells['scoreStatus'] ?? '').toLowerCase()
    const date = readDay(cells['scoreDate'] ?? '', profile.dates)
    const score = readHundredths(cells['score'] ?? '')
    const subject = subjects.get(item?.['classSourcedId'] ?? cells['classSourcedId'] ?? '')
    const fields = { studentKey: cells['studentSourcedId'], subject, date, controlForm: item?.['title'] || undefined }
    const reading = (more: object): AnyRecord => ({
      kind: 'mark',
      origin: { ...origin, table },
      fields: { ...fields, ...more },
    })
    if (cells['status'] === 'tobedeleted' || status === 'not submitted' || status === 'submitted') return []
    if (status === 'exempt' && date && subject) return [{ record: reading({ mark: { kind: 'exempt', value: null } }) }]
    const faults = faultsOf(cells, date, score, subject)
    if (score === undefined || faults.length > 0) return [{ refused: faults, partial: reading({}) }]
    const most = Number(item?.['resultValueMax'] ?? 100) || 100
    return [{ record: reading({ mark: { kind: 'mark', value: Math.round((score * 100) / most) } }) }]
  }
}

function faultsOf(
  cells: Readonly<Record<string, string>>,
  date: string | undefined,
  score: number | undefined,
  subject: string | undefined,
): Reason[] {
  const bad = (column: string, wanted: Said): Reason => badValue(column, cells[column] ?? '', wanted)
  const item = { ru: 'id из lineItems.csv', en: 'an id of lineItems.csv' }
  return [
    ...(date === undefined ? [bad('scoreDate', { ru: 'дата', en: 'a day' })] : []),
    ...(score === undefined ? [bad('score', { ru: 'число', en: 'a number' })] : []),
    ...(subject === undefined ? [bad('lineItemSourcedId', item)] : []),
  ]
}

function subjectsOf(bundle: OneRoster): Map<string, string> {
  const courses = new Map(bundle.courses.map(({ cells }) => [cells['sourcedId'] ?? '', cells['title'] ?? '']))
  return new Map(
    bundle.classes.map(({ cells }) => [
      cells['sourcedId'] ?? '',
      courses.get(cells['courseSourcedId'] ?? '') || cells['title'] || '',
    ]),
  )
}
