import type { Trx } from '../../database/database.ts'
import { type Day, isoOf } from '../../domain/day.ts'
import { isPending, type Status } from '../../domain/duties/duty.ts'
import { usesOf } from '../../facts/facts.ts'
import { listFlags } from '../../flags/flags.ts'
import type { Call } from '../../http/call.ts'
import { notFound } from '../../http/guards.ts'
import type { JudgedSchool } from '../../overview/overview.ts'
import type { RuleSet } from '../../rules/rules.ts'
import { type Both, both, dayShort, sayIn } from '../formats/words.ts'
import type { Ground } from './ground.ts'

type Told = Awaited<ReturnType<typeof listFlags>>['flags'][number]

/** One flag as the list tells it: no diagnosis and no category of a family leaves the program. */
export type ListedFlag = {
  readonly pupil: string | null
  readonly level: number
  readonly text: Both
  readonly since: string
  readonly doing: Both | null
  readonly todo: Both
  readonly due: string | null
  readonly points: readonly string[]
}

export type ClassList = {
  readonly className: string
  readonly on: string
  readonly runOn: string
  /** Whether those of lower levels are numbers only: the administration's version. */
  readonly isCounted: boolean
  readonly flags: readonly ListedFlag[]
  readonly signals: readonly { level: number; text: Both; since: string }[]
  readonly unseen: readonly { level: number; count: number | null }[]
  readonly duties: readonly { point: string; title: Both; count: number; nextOn: string; isLate: boolean }[]
}

/** The flags of a class on a day with what to do about them, and the duties that come due. */
export async function classListOf(
  trx: Trx,
  { school, ruleSet }: Ground,
  call: Call,
  classId: number,
): Promise<ClassList> {
  const schoolClass = school.classes.get(classId)
  if (!schoolClass) throw notFound('Такого класса нет.', 'There is no such class.')
  const told = await listFlags(trx, call, { class: classId })
  const isPrivate = privateRules(ruleSet, school.asOf)
  const measures = new Map((ruleSet.ladder?.measures ?? []).map(({ id, title }) => [id, title]))
  return {
    className: schoolClass.name,
    on: told.asOf,
    runOn: told.runOn,
    isCounted: !call.who.classes.some(({ id }) => id === classId),
    flags: told.flags.map((flag) => listed(flag, isPrivate(flag.rule), measures)),
    signals: told.signals.map(({ title, members, size, level, since }) => ({
      level,
      since,
      text: both((lang) => sayIn(lang, 'classList.signal', { title: title[lang], n: members.length, size })),
    })),
    unseen: told.unseen,
    duties: dutiesOf(school, classId),
  }
}

/** Rules that read health, support or family facts: what they say stays in the program. */
function privateRules({ rules, facts }: RuleSet, asOf: Day): (rule: string) => boolean {
  const catalogue = [...facts.values()]
  const known = new Map(
    rules.map(({ rule }) => [
      rule.id,
      usesOf([rule], asOf, catalogue).some(({ fact }) => (facts.get(fact)?.pii ?? 'normal') !== 'normal'),
    ]),
  )
  return (rule) => known.get(rule) ?? true
}

const done: ReadonlySet<string | null> = new Set(['met', 'met_late'])

function listed(flag: Told, isPrivate: boolean, measures: ReadonlyMap<string, Both>): ListedFlag {
  return {
    pupil: flag.pupil?.name ?? null,
    level: flag.level,
    text: isPrivate ? both((lang) => sayIn(lang, 'classList.private')) : flag.text,
    since: flag.since,
    doing: doingOf(flag, measures),
    todo: todoOf(flag, isPrivate),
    due: flag.step && !done.has(flag.step.status) ? flag.step.on : null,
    points: flag.points,
  }
}

/** One next step; the advice of a rule on private facts stays in the program. */
function todoOf({ advice, step, rise }: Told, isPrivate: boolean): Both {
  const text = step?.text ?? advice
  const isAdvice = text.ru === advice.ru
  const said = isPrivate && isAdvice ? both((lang) => sayIn(lang, 'classList.privateTodo')) : text
  if (rise === null) return said
  return both((lang) => {
    const level = sayIn(lang, `level.${rise.level}`)
    return `${sayIn(lang, 'classList.risen', { on: dayShort(rise.on, lang), level })} ${said[lang]}`
  })
}

/** The measures a person chose, the record that stands for them, or where the case stands. */
function doingOf({ decision, case: open }: Told, measures: ReadonlyMap<string, Both>): Both | null {
  const chosen = (decision?.measures ?? []).map((id) => measures.get(id) ?? { ru: id, en: id })
  if (chosen.length > 0) return both((lang) => chosen.map((title) => title[lang]).join('; '))
  if (open) return open.title
  if (!decision) return null
  return both((lang) => {
    const what = decision.records.map((title) => title[lang]).join(', ')
    return sayIn(lang, 'classList.recorded', { on: dayShort(decision.on, lang), what })
  })
}

const late: ReadonlySet<Status> = new Set(['in_grace', 'overdue'])
const ahead = 14

/** Duties of the class that are late or due in two weeks, by point; whom they are about is not said. */
function dutiesOf({ duties, points, asOf }: JudgedSchool, classId: number): ClassList['duties'] {
  const own = duties.filter((duty) => duty.classId === classId && isPending(duty) && duty.dueOn <= asOf + ahead)
  const byPoint = Map.groupBy(own, ({ spec }) => spec.point)
  return points.flatMap(({ id, title }) => {
    const found = byPoint.get(id)
    if (!found) return []
    const nextOn = isoOf(Math.min(...found.map(({ dueOn }) => dueOn)))
    return [{ point: id, title, count: found.length, nextOn, isLate: found.some(({ status }) => late.has(status)) }]
  })
}
