/** An absence as the journal gave it: of one lesson, or of the whole day (lesson 0). */
export type Absence = {
  readonly studentId: number
  readonly name: string
  readonly on: string
  readonly lesson: number
  readonly kind: string
}

/** What a person said of a lesson or of the whole day (lesson 0), or took back: then `note` names the word that was. */
export type Said = {
  readonly kind: string
  readonly note: string | null
  readonly at: string
  readonly byId: number | null
}

const undoes = 'undone:'

/** The note of a row that takes a word back. */
export function undoing({ at }: Pick<Said, 'at'>): string {
  return `${undoes}${at}`
}

/** The words that nobody took back, oldest first: the last of them stands. */
export function wordsStanding<T extends Said>(history: readonly T[]): T[] {
  const undone = new Set(history.flatMap(({ note }) => (note?.startsWith(undoes) ? [note.slice(undoes.length)] : [])))
  return history.filter(({ note, at }) => !note?.startsWith(undoes) && !undone.has(at))
}

/** What is said of a lesson or of the whole day (lesson 0); `at` is when it was said or last taken back. */
export type Word = Absence & {
  readonly at: string
  readonly by: string | null
  readonly isUndone: boolean
  readonly mayUndo: boolean
}

/** The word that stands on each (pupil, day, lesson) of histories, oldest first; `mayUndo` says whose may be taken back. */
export function wordsOfHistories<T extends Absence & Said & { readonly by: string | null }>(
  histories: readonly T[],
  mayUndo: (word: T) => boolean,
): Word[] {
  return [...Map.groupBy(histories, (row) => `${keyOf(row)}|${row.lesson}`).values()].flatMap((history) => {
    const last = history.at(-1)
    const stands = wordsStanding(history).at(-1)
    if (!last) return []
    const { kind, by } = stands ?? last
    const { studentId, name, on, lesson, at } = last
    const isUndone = stands === undefined
    return [{ studentId, name, on, lesson, at, kind, by, isUndone, mayUndo: stands !== undefined && mayUndo(stands) }]
  })
}

/** One pupil on one day: what was missed, what the journal says of it, what a person says, and what is in force. */
export type Missed = {
  studentId: number
  name: string
  on: string
  lessons: number[]
  kind: string
  source: string[]
  word: { kind: string; by: string | null; at: string; lesson: number; mayUndo: boolean } | null
  isConflict: boolean
  isAwaited: boolean
}

const unknown = 'absent_unknown'

/**
 * Puts absences and words together, a row per pupil and day, in the order of the absences. The word of a person counts where
 * the journal says "unknown"; of a word on the lesson and one on the day the later counts. Where the journal names another
 * reason than the person, the journal prevails and the row is marked.
 */
export function missedDays(absences: readonly Absence[], words: readonly Word[]): Missed[] {
  const wordsOf = Map.groupBy(words, keyOf)
  const seen = Map.groupBy(absences, keyOf)
  const awaited = [...wordsOf].filter(([key]) => !seen.has(key)).flatMap(([, own]) => awaitedOf(own))
  return [...[...seen].flatMap(([key, own]) => missedOf(own, wordsOf.get(key) ?? [])), ...awaited]
}

function keyOf({ studentId, on }: Absence): string {
  return `${studentId}|${on}`
}

function missedOf(own: readonly Absence[], words: readonly Word[]): Missed[] {
  const [first] = own
  if (!first) return []
  const inForce = new Set(own.map((absence) => kindInForce(absence, words)))
  const source = [...new Set(own.map(({ kind }) => kind))]
  const word = latest(words)
  const said = word && !word.isUndone ? word : undefined
  const [kind = unknown] = inForce
  return [
    {
      ...placeOf(first),
      lessons: own.map(({ lesson }) => lesson).filter((lesson) => lesson > 0),
      kind: inForce.size > 1 ? 'mixed' : kind,
      source,
      word: said ? wordOf(said) : null,
      isConflict:
        said !== undefined && said.kind !== unknown && source.some((each) => each !== unknown && each !== said.kind),
      isAwaited: false,
    },
  ]
}

/** A word on a day of which the journal tells no absence yet. */
function awaitedOf(words: readonly Word[]): Missed[] {
  const word = latest(words)
  if (!word || word.isUndone) return []
  const told = { lessons: [], kind: word.kind, source: [], word: wordOf(word), isConflict: false, isAwaited: true }
  return [{ ...placeOf(word), ...told }]
}

/** The kind that counts: the journal's own, and where it says "unknown" the latest word on the lesson or on the day. */
export function kindInForce({ kind, lesson }: Absence, words: readonly Word[]): string {
  if (kind !== unknown) return kind
  return latest(words.filter((word) => word.lesson === 0 || word.lesson === lesson))?.kind ?? kind
}

function latest(words: readonly Word[]): Word | undefined {
  return words.reduce<Word | undefined>((last, word) => (last && last.at >= word.at ? last : word), undefined)
}

function placeOf({ studentId, name, on }: Absence) {
  return { studentId, name, on }
}

function wordOf({ kind, by, at, lesson, mayUndo }: Word) {
  return { kind, by, at, lesson, mayUndo }
}
