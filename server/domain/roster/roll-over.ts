/** A class of the year that ends, with whoever is in it on the last day. */
export type RollClass = {
  readonly id: number
  readonly cohortId: number
  readonly name: string
  readonly grade: number
  readonly teacherId: number | null
  readonly pupils: readonly { readonly studentId: number; readonly form: string }[]
}

/** What a person decided about a class otherwise than usual. */
export type RollChoice = { readonly classId: number; readonly does: 'promote' | 'leave'; readonly name?: string }

export type RollMove = {
  readonly from: RollClass
  readonly to: string
  readonly grade: number
  /** `made`: the class of the next year is there already. */
  readonly state: 'new' | 'made'
}

export type RollConflict = {
  readonly code: 'name-taken' | 'name-twice' | 'pupil-twice' | 'unknown-class' | 'last-grade'
  readonly names: readonly string[]
}

export type RollPlan = {
  readonly moves: readonly RollMove[]
  readonly leaving: readonly RollClass[]
  readonly first: readonly { readonly name: string; readonly state: 'new' | 'made' }[]
  readonly conflicts: readonly RollConflict[]
}

export type RollInput = {
  readonly classes: readonly RollClass[]
  /** Classes that the next year has already. */
  readonly next: readonly { readonly cohortId: number; readonly name: string }[]
  readonly choices: readonly RollChoice[]
  /** First grades to be made, by name. */
  readonly firstGrades: readonly string[]
}

/** Grades that end a stage of school: their classes leave unless a person says otherwise. */
export const lastGrades: readonly number[] = [9, 11]
const topGrade = 11

/** The name of a school year that follows: `2026/27` → `2027/28`. */
export function yearAfter(schoolYear: string): string {
  const starts = Number(schoolYear.slice(0, 4)) + 1
  return `${starts}/${String((starts + 1) % 100).padStart(2, '0')}`
}

/** The name a class bears a year later: 7Б → 8Б; a name without its grade stays. */
export function nameAfter(name: string, grade: number): string {
  return name.startsWith(String(grade)) ? `${grade + 1}${name.slice(String(grade).length)}` : name
}

/**
 * What a roll-over comes to: every class one grade higher with its pupils and teacher, grades 9 and 11 leave, first grades
 * are made. A class whose next year is there already is left as it is, so that a second time changes nothing.
 */
export function planRollOver(input: RollInput): RollPlan {
  const choiceOf = new Map(input.choices.map((choice) => [choice.classId, choice]))
  const made = new Map(input.next.map(({ cohortId, name }) => [cohortId, name]))
  const stays = (it: RollClass) => made.has(it.cohortId) || (choiceOf.get(it.id)?.does ?? usual(it)) === 'promote'
  const moves = input.classes.filter(stays).map((from): RollMove => {
    const there = made.get(from.cohortId)
    const to = there ?? choiceOf.get(from.id)?.name ?? nameAfter(from.name, from.grade)
    return { from, to, grade: from.grade + 1, state: there === undefined ? 'new' : 'made' }
  })
  const taken = new Set(input.next.map(({ name }) => name))
  const first = input.firstGrades.map((name) => ({
    name,
    state: taken.has(name) ? ('made' as const) : ('new' as const),
  }))
  return {
    moves,
    leaving: input.classes.filter((it) => !stays(it)),
    first,
    conflicts: conflictsOf(input, moves, first),
  }
}

/** Whether there is nothing left to do. */
export function isRolledOver({ moves, first }: RollPlan): boolean {
  return (
    moves.length > 0 && moves.every(({ state }) => state === 'made') && first.every(({ state }) => state === 'made')
  )
}

function usual({ grade }: RollClass): 'promote' | 'leave' {
  return lastGrades.includes(grade) || grade >= topGrade ? 'leave' : 'promote'
}

function conflictsOf(input: RollInput, moves: readonly RollMove[], first: RollPlan['first']): RollConflict[] {
  const known = new Set(input.classes.map(({ id }) => id))
  const fresh = moves.filter(({ state }) => state === 'new')
  const taken = new Set(input.next.map(({ name }) => name))
  const wanted = [...fresh.map(({ to }) => to), ...first.filter(({ state }) => state === 'new').map(({ name }) => name)]
  const twice = wanted.filter((name, no) => wanted.indexOf(name) !== no)
  const pupils = fresh.flatMap(({ from, to }) => from.pupils.map(({ studentId }) => ({ studentId, to })))
  const both = [...Map.groupBy(pupils, ({ studentId }) => studentId).values()].filter(({ length }) => length > 1)
  return [
    ...list('unknown-class', input.choices.filter(({ classId }) => !known.has(classId)).map(String)),
    ...list(
      'last-grade',
      fresh.filter(({ grade }) => grade > topGrade).map(({ from }) => from.name),
    ),
    ...list(
      'name-taken',
      fresh.filter(({ to }) => taken.has(to)).map(({ to }) => to),
    ),
    ...list('name-twice', [...new Set(twice)]),
    ...both.map((own): RollConflict => ({ code: 'pupil-twice', names: own.map(({ to }) => to) })),
  ]
}

function list(code: RollConflict['code'], names: readonly string[]): RollConflict[] {
  return names.length === 0 ? [] : [{ code, names }]
}

/** The last day of a school year, its summer included: `2026/27` → 31 August 2027. */
export function lastDayOf(schoolYear: string): string {
  return `${Number(schoolYear.slice(0, 4)) + 1}-08-31`
}
