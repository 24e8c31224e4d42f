import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IncidentKind, Period } from './context.ts'

type CatalogueKind = { id: string; severity: { usual: number }; emergency: boolean; restricted: boolean }

/** What the catalogue says of each kind of incident. */
export async function readIncidentKinds(rulesFolder: string): Promise<Map<string, IncidentKind>> {
  const { incidentKinds } = JSON.parse(await readFile(join(rulesFolder, 'catalogue/incident-kinds.json'), 'utf8')) as {
    incidentKinds: CatalogueKind[]
  }
  return new Map(
    incidentKinds.map((kind) => [
      kind.id,
      { severity: kind.severity.usual, isEmergency: kind.emergency, isRestricted: kind.restricted },
    ]),
  )
}

type Span = { id: string; end: string }
type YearFile = { id: string; schoolYear?: string; end?: string; terms?: Span[]; attestationPeriods?: Span[] }

/** Attestation periods of the school's calendars; for a year it has chosen none for, of the shipped ones. */
export async function readPeriods(
  rulesFolder: string,
  chosen: readonly { id: string; content: unknown }[],
): Promise<Period[]> {
  const folder = join(rulesFolder, 'calendar')
  const files = (await readdir(folder)).filter((file) => /^\d{4}-\d{2}-.*\.json$/.test(file)).toSorted()
  const shipped = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as YearFile),
  )
  const own = chosen.flatMap(({ id, content }) =>
    content ? [content as YearFile] : shipped.filter((each) => each.id === id),
  )
  const years = new Set(own.map(({ schoolYear }) => schoolYear))
  return [...own, ...shipped.filter(({ schoolYear }) => !years.has(schoolYear))].flatMap(periodsOf)
}

function periodsOf(file: YearFile): Period[] {
  const { schoolYear } = file
  if (schoolYear === undefined) return []
  const spans = [
    ...(file.terms ?? []),
    ...(file.attestationPeriods ?? []),
    ...(file.end === undefined ? [] : [{ id: 'year', end: file.end }]),
  ]
  return spans.map(({ id, end }) => ({ schoolYear, id, endsOn: end }))
}

/** The school year a day falls in: lists of August are already of the new one. */
export function schoolYearOf(day: string): { id: string; startsOn: string } {
  const year = Number(day.slice(0, 4))
  const first = Number(day.slice(5, 7)) >= 8 ? year : year - 1
  return { id: `${first}/${String((first + 1) % 100).padStart(2, '0')}`, startsOn: `${first}-09-01` }
}
