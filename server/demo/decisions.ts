import type { Trx } from '../database/database.ts'
import { type Day, isoOf } from '../domain/day.ts'
import type { Judged } from '../domain/duties/duty.ts'
import type { Ladder } from '../domain/formats/ladder.ts'
import type { Acting } from '../escalations/escalations.ts'
import { keepAcceptance, keepDismissal } from '../flags/keeping/keep.ts'
import { refOf } from '../flags/keeping/standing.ts'
import { listOpenFlags, type OpenFlag } from '../flags/queries.ts'
import { daysOf } from './diligence.ts'
import type { Doing } from './evidence.ts'
import type { Ground } from './ground.ts'
import type { Random } from './random.ts'

export type Deciding = { schoolId: number; ground: Ground; ladder: Ladder; doing: Doing; chance: Random }
type Planned = { ref: string; on: Day }

/** Decisions that class teachers came to, day by day, written as the product writes them. */
export type Decisions = {
  /** Plans an answer to duties to decide about flags. */
  plan: (duties: readonly Judged[]) => void
  /** Carries out what is planned before a day; a flag that ended in the meantime needs no decision. */
  carryOut: (trx: Trx, until: Day) => Promise<void>
}

export function decisionsOf(deciding: Deciding): Decisions {
  const { ground, doing } = deciding
  let planned: Planned[] = []
  return {
    plan: (duties) => {
      for (const duty of duties) {
        const ref = duty.trigger?.ref
        const on = daysOf(ground, duty, doing)[0]?.on
        if (ref !== undefined && on !== undefined) planned.push({ ref, on })
      }
    },
    carryOut: async (trx, until) => {
      const due = planned.filter(({ on }) => on < until).toSorted((one, other) => one.on - other.on)
      planned = planned.filter(({ on }) => on >= until)
      if (due.length === 0) return
      const open = new Map((await listOpenFlags(trx, deciding.schoolId)).map((flag) => [refOf(flag), flag]))
      for (const { ref, on } of due) {
        const flag = open.get(ref)
        if (flag) await decide(trx, deciding, flag, on)
      }
    },
  }
}

async function decide(trx: Trx, deciding: Deciding, flag: OpenFlag, on: Day): Promise<void> {
  const { ground, ladder, chance } = deciding
  const acting = actingOn(deciding, flag.classId, on)
  const reason = chance.chance(flag.level < 3 ? 0.12 : 0) ? chance.pick(ladder.dismissReasons).id : undefined
  const calendar = ground.calendars.ofClass({ id: flag.classId, grade: flag.grade })
  if (reason !== undefined) await keepDismissal(trx, { acting, calendar }, flag, { reason })
  else await keepAcceptance(trx, acting, flag, { measures: measuresOf(flag, ladder, chance) })
}

/** The class teacher of a day, at an hour after lessons. */
export function actingOn({ schoolId, ground, ladder, doing }: Deciding, classId: number, on: Day): Acting {
  const by = doing.staff.holderOf(classId, on)
  return { schoolId, by, on: isoOf(on), at: new Date(ground.stamp(on, 13)), ladder }
}

const usual: Readonly<Record<string, readonly string[]>> = {
  academic: ['talkWithTeacher', 'consultation', 'talkWithStudent'],
  attendance: ['contactParents', 'talkWithStudent'],
  conduct: ['talkWithStudent', 'contactParents', 'psychologist'],
  family: ['contactParents', 'socialEducator'],
  support: ['psychologist', 'talkWithTeacher'],
}

function measuresOf({ domain }: OpenFlag, { measures }: Ladder, chance: Random): string[] {
  const known = (usual[domain] ?? []).filter((id) => measures.some((each) => each.id === id))
  const fit = known.length > 0 ? known : measures.map(({ id }) => id)
  const first = chance.pick(fit)
  const second = chance.chance(0.4) ? chance.pick(fit) : first
  return [...new Set([first, second])]
}
