import type { ProductionYear, SchoolYear } from '../../domain/formats/calendar.ts'
import type { AbsenceKind, Channel, Fact, IncidentKind } from '../../domain/formats/catalogue.ts'
import type { Examples } from '../../domain/formats/examples.ts'
import type { FamilyCategory, FamilyInstrument } from '../../domain/formats/family.ts'
import type { Ladder } from '../../domain/formats/ladder.ts'
import type { Notice } from '../../domain/formats/notices.ts'
import type { PointsReview } from '../../domain/formats/points.ts'
import type { RegulationFile, RegulationPoint } from '../../domain/formats/regulation.ts'
import type { Rule } from '../../domain/formats/rule.ts'
import type { KindName } from './kinds.ts'
import type { ParsedFile } from './text.ts'

/** One file with its kind and whether its shape is sound; only a sound value may be trusted to be of its type. */
export type CheckedFile = ParsedFile & { readonly kind: KindName; readonly isSound: boolean }

/** One rule with the files it came from. */
export type LoadedRule = {
  readonly rule: Rule
  readonly file: CheckedFile
  readonly examples: Examples | undefined
  readonly examplesFile: CheckedFile | undefined
}

/** Everything under `rules/`, read and typed: what the program runs on. */
export type RuleSet = {
  readonly rules: readonly LoadedRule[]
  readonly facts: ReadonlyMap<string, Fact>
  readonly points: readonly RegulationPoint[]
  readonly regulation: readonly RegulationFile[]
  readonly productionYears: readonly ProductionYear[]
  readonly schoolYears: readonly SchoolYear[]
  readonly incidentKinds: readonly IncidentKind[]
  readonly channels: readonly Channel[]
  readonly absenceKinds: readonly AbsenceKind[]
  readonly familyInstruments: readonly FamilyInstrument[]
  readonly familyCategories: readonly FamilyCategory[]
  readonly notices: readonly Notice[]
  readonly ladder: Ladder | undefined
  readonly review: PointsReview | undefined
  readonly files: readonly CheckedFile[]
}

type Of = {
  facts: { facts: Fact[] }
  regulation: RegulationFile
  'production-year': ProductionYear
  'school-year': SchoolYear
  'incident-kinds': { incidentKinds: IncidentKind[] }
  channels: { channels: Channel[] }
  'absence-kinds': { absenceKinds: AbsenceKind[] }
  instruments: { familyInstruments: FamilyInstrument[] }
  'family-categories': { familyCategories: FamilyCategory[] }
  notices: { notices: Notice[] }
  ladder: Ladder
  points: PointsReview
}

/** The typed set of the sound files. A file with a problem is left out: it already has its message. */
export function buildRuleSet(files: readonly CheckedFile[]): RuleSet {
  const all = <Kind extends keyof Of>(kind: Kind) =>
    files.filter((file) => file.kind === kind && file.isSound).map((file) => file.value as Of[Kind])
  const regulation = all('regulation').sort((one, other) => one.section.localeCompare(other.section))
  const facts = all('facts').flatMap((file) => file.facts)
  return {
    rules: joinRules(files),
    facts: new Map(facts.map((fact) => [fact.id, fact])),
    points: regulation.flatMap(({ points }) => points),
    regulation,
    productionYears: all('production-year').sort((one, other) => one.year - other.year),
    schoolYears: all('school-year').sort((one, other) => one.start.localeCompare(other.start)),
    incidentKinds: all('incident-kinds').flatMap((file) => file.incidentKinds),
    channels: all('channels').flatMap((file) => file.channels),
    absenceKinds: all('absence-kinds').flatMap((file) => file.absenceKinds),
    familyInstruments: all('instruments').flatMap((file) => file.familyInstruments),
    familyCategories: all('family-categories').flatMap((file) => file.familyCategories),
    notices: all('notices').flatMap((file) => file.notices),
    ladder: all('ladder')[0],
    review: all('points')[0],
    files,
  }
}

function joinRules(files: readonly CheckedFile[]): LoadedRule[] {
  const beside = new Map(files.filter(({ kind }) => kind === 'examples').map((file) => [file.path, file]))
  return files
    .filter(({ kind, isSound }) => kind === 'rule' && isSound)
    .map((file) => {
      const examplesFile = beside.get(file.path.replace(/\.json$/, '.examples.json'))
      const examples = examplesFile?.isSound ? (examplesFile.value as Examples) : undefined
      return { rule: file.value as Rule, file, examples, examplesFile }
    })
    .sort((one, other) => one.rule.id.localeCompare(other.rule.id))
}
