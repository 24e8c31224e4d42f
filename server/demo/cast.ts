import type { Ground } from './ground.ts'
import type { DemoClass, DemoStudent } from './people.ts'
import type { Random } from './random.ts'
import type { Roster } from './roster.ts'

/** Parts that pupils play, so that every rule of the library has somebody to speak of. */
const parts = {
  failingOne: 12,
  failingTwo: 5,
  finalTwo: 9,
  finalThreeTwos: 2,
  decline: 6,
  twosInRow: 5,
  longIllness: 4,
  debt: 4,
  unknownReason: 5,
  skips: 9,
  skipsMuch: 2,
  truant: 2,
  late: 9,
  selective: 4,
  vanished: 2,
  unruly: 6,
  serious: 4,
  relapse: 2,
  bullied: 2,
  noResult: 4,
  climbing: 8,
  senWaiting: 1,
  senWithoutProgramme: 2,
  worsening: 2,
  unreachable: 3,
  familyWorse: 5,
  sopWithoutPlan: 2,
  sopWithPlan: 3,
  manyPoints: 3,
  consentAsked: 2,
} as const
export type Part = keyof typeof parts

/** Classes with a story of their own, in the present year. */
const scenes = ['weakSubject', 'ill', 'conflicts', 'absentParents', 'hardClimate'] as const
export type Scene = (typeof scenes)[number]

export type Cast = {
  /** The pupils of a part. */
  who: (part: Part) => readonly DemoStudent[]
  plays: (studentId: number, part: Part) => boolean
  /** The class a story happens in, and the pupils it happens to. */
  scene: (scene: Scene) => { schoolClass: DemoClass; students: readonly DemoStudent[] } | undefined
}

const grades: Readonly<Record<Scene, number>> = {
  weakSubject: 8,
  ill: 3,
  conflicts: 6,
  absentParents: 9,
  hardClimate: 5,
}

/** Deals the parts among pupils who are here on the day; nobody plays two. */
export function castOf({ random, present, asOf }: Ground, roster: Roster): Cast {
  const chance = random.branch('cast')
  const isHere = (stay: Roster['stays'][number]) =>
    stay.schoolClass.year === present && stay.isOpen && stay.from <= Math.max(present.start, asOf - 30)
  const here = roster.stays.filter((stay) => isHere(stay))
  const inScene = sceneOf(roster, here, present)
  const busy = new Set([...inScene.values()].flatMap(({ students }) => students.map(({ id }) => id)))
  const free = shuffled(chance, here).filter(({ student }) => !busy.has(student.id))
  const dealt = new Map<Part, DemoStudent[]>()
  for (const [part, count] of Object.entries(parts) as [Part, number][]) {
    const able = free.filter(
      ({ schoolClass }) => schoolClass.grade >= 5 && schoolClass.grade <= 9 + (part === 'late' ? 2 : 0),
    )
    const taken = able.slice(0, count)
    for (const stay of taken) free.splice(free.indexOf(stay), 1)
    dealt.set(
      part,
      taken.map(({ student }) => student),
    )
  }
  const sets = new Map([...dealt].map(([part, students]) => [part, new Set(students.map(({ id }) => id))]))
  return {
    who: (part) => dealt.get(part) ?? [],
    plays: (studentId, part) => sets.get(part)?.has(studentId) ?? false,
    scene: (scene) => inScene.get(scene),
  }
}

type Here = Roster['stays'][number]

function sceneOf(roster: Roster, here: readonly Here[], present: DemoClass['year']) {
  const sizes: Readonly<Record<Scene, number>> = {
    weakSubject: 7,
    ill: 9,
    conflicts: 6,
    absentParents: 0,
    hardClimate: 6,
  }
  return new Map(
    scenes.flatMap((scene) => {
      const schoolClass = roster.classes.find(
        ({ year, grade, letter }) => year === present && grade === grades[scene] && letter === 'А',
      )
      if (!schoolClass) return []
      const own = here.filter((stay) => stay.schoolClass === schoolClass).map(({ student }) => student)
      return [[scene, { schoolClass, students: own.slice(3, 3 + sizes[scene]) }] as const]
    }),
  )
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: random.next() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item)
}
