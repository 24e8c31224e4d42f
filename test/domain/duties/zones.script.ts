import { isoOf } from '../../../server/domain/day.ts'
import { judgeAll } from '../../../server/domain/duties/judge.ts'
import { zoneClock } from '../../../server/domain/duties/zone.ts'
import { asked, at, d, did, norm, school } from './school.ts'

/** Prints business days of instants around midnights, and a judged school: run under several zones of the process. */
const instants = ['2026-09-10T23:59', '2026-09-11T00:00', '2026-12-31T23:59', '2026-03-29T02:30'].map((it) => at(it))
const days = ['Europe/Moscow', 'Asia/Kamchatka', 'Europe/Kaliningrad'].map((zone) =>
  instants.map((it) => isoOf(zoneClock(zone).dayOf(it))),
)
const emergency = {
  id: 9,
  cause: 'emergency',
  ref: 'E',
  classId: 1,
  openedOn: d('2026-09-10'),
  openedAt: at('2026-09-10T23:30'),
}
const world = school([norm('II.1'), norm('III.3'), norm('III.9'), norm('II.10'), norm('III.2')], {
  triggers: [emergency, asked('2026-09-07')],
  interactions: [did('2026-09-09', 'requestAnswer', { triggerId: 1 }), did('2026-09-09', 'review')],
})
const knownAt = at('2026-09-11T00:10')
const judged = judgeAll(world, d('2026-09-11'), knownAt)
const said = judged.map(({ key, status, dueOn, closesOn, nextTransitionOn, nextTransitionAt }) => ({
  key,
  status,
  due: isoOf(dueOn),
  closes: isoOf(closesOn),
  nextTransitionOn,
  nextTransitionAt,
}))
console.log(JSON.stringify([days, said, judged.flatMap(({ reasons }) => reasons)]))
