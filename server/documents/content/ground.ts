import type { Trx } from '../../database/database.ts'
import { isoOf } from '../../domain/day.ts'
import type { AskedGround } from '../../facts/facts.ts'
import { kindsAnswered } from '../../flags/flags.ts'
import type { Call } from '../../http/call.ts'
import { type JudgedSchool, judgedFor } from '../../overview/overview.ts'
import { type RuleSet, rulesInForce } from '../../rules/rules.ts'
import { libraryOf, loadCalendars } from '../../school/school.ts'
import { initials } from '../formats/words.ts'

/** What documents are made of: the judged duties of the day, the rules in force and what facts are asked by. */
export type Ground = {
  readonly school: JudgedSchool
  readonly ruleSet: RuleSet
  readonly asking: AskedGround
  readonly made: Made
}

/** Where, when and by whom a document was made: the one part of it that differs from one making to the next. */
export type Made = {
  readonly school: string
  readonly by: string
  readonly at: string
  readonly timeZone: string
}

export async function groundFor(trx: Trx, call: Call): Promise<Ground> {
  const { who, on, knownAt, room } = call
  const school = await judgedFor(trx, call)
  const ruleSet = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
  const calendars = await loadCalendars(trx, who.schoolId, libraryOf(ruleSet))
  return {
    school,
    ruleSet,
    asking: {
      schoolId: who.schoolId,
      knownAt,
      facts: ruleSet.facts,
      calendars,
      kinds: await kindsAnswered(trx, who.schoolId, ruleSet),
    },
    made: madeBy(call),
  }
}

export function madeBy({ who, room }: Call): Made {
  return {
    school: who.schoolName,
    by: initials(who.name),
    at: room.clock.now().toISOString(),
    timeZone: who.timeZone,
  }
}
