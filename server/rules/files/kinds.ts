import type { TSchema } from 'typebox'
import { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import { AbsenceKinds, Channels, FactCatalogue, IncidentKinds } from '../../domain/formats/catalogue.ts'
import { Examples } from '../../domain/formats/examples.ts'
import { FamilyCategories, FamilyInstruments } from '../../domain/formats/family.ts'
import { Ladder } from '../../domain/formats/ladder.ts'
import { Notices } from '../../domain/formats/notices.ts'
import { PointsReview } from '../../domain/formats/points.ts'
import { profileSchema } from '../../domain/formats/profile.ts'
import { RegulationFile } from '../../domain/formats/regulation.ts'
import { Rule } from '../../domain/formats/rule.ts'

/** A kind of file under `rules/`: where it lies and the schema it must follow, `rules/schema/<name>.schema.json`. */
export type FileKind = { readonly name: string; readonly at: RegExp; readonly schema: TSchema }

export const fileKinds = [
  { name: 'examples', at: /^(student|class)\/(.+\/)?[^/]+\.examples\.json$/, schema: Examples },
  { name: 'rule', at: /^(student|class)\/(.+\/)?[^/]+\.json$/, schema: Rule },
  { name: 'facts', at: /^catalogue\/facts\.json$/, schema: FactCatalogue },
  { name: 'incident-kinds', at: /^catalogue\/incident-kinds\.json$/, schema: IncidentKinds },
  { name: 'channels', at: /^catalogue\/channels\.json$/, schema: Channels },
  { name: 'instruments', at: /^catalogue\/instruments\.json$/, schema: FamilyInstruments },
  { name: 'family-categories', at: /^catalogue\/family-categories\.json$/, schema: FamilyCategories },
  { name: 'notices', at: /^catalogue\/notices\.json$/, schema: Notices },
  { name: 'absence-kinds', at: /^catalogue\/absence-kinds\.json$/, schema: AbsenceKinds },
  { name: 'import-profile', at: /^catalogue\/profiles\/[^/]+\.json$/, schema: profileSchema },
  { name: 'ladder', at: /^ladder\.json$/, schema: Ladder },
  { name: 'points', at: /^points\.json$/, schema: PointsReview },
  { name: 'regulation', at: /^regulation\/[^/]+\.json$/, schema: RegulationFile },
  { name: 'production-year', at: /^calendar\/[a-z]{2}-\d{4}\.json$/, schema: ProductionYear },
  { name: 'school-year', at: /^calendar\/[^/]+\.json$/, schema: SchoolYear },
] as const satisfies readonly FileKind[]

export type KindName = (typeof fileKinds)[number]['name']

/** The kind of a file by its path within the folder of rules, or undefined where no file is expected there. */
export function findKind(path: string): (typeof fileKinds)[number] | undefined {
  return fileKinds.find(({ at }) => at.test(path))
}
