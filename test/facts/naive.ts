import { lastPeriod, listPeriods, schoolYearOf } from '../../server/domain/calendar/periods.ts'
import { isStudyDay } from '../../server/domain/calendar/school-days.ts'
import type { FactParams } from '../../server/domain/conditions/slots.ts'
import type { Day } from '../../server/domain/day.ts'
import { calendarOf } from './setting.ts'
import type { Known, World } from './world.ts'

/**
 * The facts once more, record by record and day by day, without SQL and without any code of the product but the calendar:
 * slow, plain, and the judge of the fast one. A string is the reason of an unknown.
 */
export type Naive = number | boolean | string

const mean = (rows: readonly { value: number | null; weight: number }[]): number | undefined => {
  if (rows.length === 0) return undefined
  const sum = rows.reduce((total, row) => total + (row.value ?? 0) * row.weight, 0)
  const weight = rows.reduce((total, row) => total + row.weight, 0)
  return Math.floor(sum / weight + 0.5 + 1e-9)
}

export function naive(world: World) {
  const { asOf, knownAt } = world
  const stands = (row: Known): boolean =>
    knownAt === undefined
      ? row.withdrawnAt === null
      : row.recordedAt <= knownAt && (row.withdrawnAt === null || row.withdrawnAt > knownAt)
  const classOf = (student: number, on: Day) =>
    world.enrolments.find((row) => row.student === student && row.from <= on && (row.to === null || row.to >= on))
      ?.classId
  const students = [...new Set(world.enrolments.map(({ student }) => student))].filter(
    (student) => classOf(student, asOf) !== undefined,
  )
  const gradeOf = (student: number): number => world.classes.find(({ id }) => id === classOf(student, asOf))?.grade ?? 0

  function inWindow(student: number, params: FactParams, on: Day, before = false): boolean {
    const calendar = calendarOf({ grade: gradeOf(student) })
    const { days, previousDays, schoolDays, period } = params as Record<string, number> & { period?: string }
    if (before) return on <= asOf - Number(days) && on > asOf - Number(days) - Number(previousDays)
    if (on > asOf) return false
    if (days !== undefined && on <= asOf - days) return false
    if (schoolDays !== undefined) {
      let studied = 0
      for (let at = on; at <= asOf; at++) if (isStudyDay(calendar, at)) studied++
      if (studied > schoolDays || (studied === schoolDays && !isStudyDay(calendar, on))) return false
    }
    if (period === 'schoolYear') return on >= (schoolYearOf(calendar, asOf)?.start ?? Number.NaN)
    if (period === 'last') {
      const last = lastPeriod(calendar, asOf)
      return last !== undefined && on >= last.from && on <= last.to
    }
    if (period === 'current') {
      const now = listPeriods(calendar).findLast(({ from }) => from <= asOf)
      return now !== undefined && on >= now.from && on <= now.to
    }
    return true
  }

  const marksOf = (student: number) =>
    world.marks.filter((row) => row.student === student && stands(row) && row.on <= asOf)
  const numeric = (student: number, params: FactParams, before = false) =>
    marksOf(student).filter((row) => row.kind === 'mark' && inWindow(student, params, row.on, before))
  const twos = (student: number, params: FactParams) =>
    numeric(student, params).filter(({ value }) => (value ?? 0) <= 200)
  const bySubject = <T extends { subject: number }>(rows: readonly T[]): Map<number, T[]> =>
    Map.groupBy(rows, ({ subject }) => subject)
  const subjectMeans = (student: number, params: FactParams): number[] =>
    [...bySubject(numeric(student, params)).values()]
      .filter((rows) => rows.length >= Number(params['minMarks']))
      .map((rows) => mean(rows) ?? 0)
  const predicted = (student: number, params: FactParams): number[] =>
    subjectMeans(student, params).map(
      (value) => Math.floor(value / 100) + (value % 100 >= Math.round(Number(params['roundUpAt']) * 100) ? 1 : 0),
    )

  const kindOf = (row: World['absences'][number]): string => {
    if (row.kind !== 'absent_unknown') return row.kind
    const words = world.words
      .filter((word) => word.student === row.student && word.on === row.on && (word.no === 0 || word.no === row.no))
      .filter((word) => knownAt === undefined || word.at <= knownAt)
    return words.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)?.kind ?? row.kind
  }
  const entriesOf = (student: number) =>
    world.absences
      .filter((row) => row.student === student && row.on <= asOf && stands(row))
      .map((row) => ({ ...row, kind: kindOf(row) }))

  const journal = new Set(world.lessons.filter((row) => row.on <= asOf && stands(row)).map(({ classId }) => classId))
  /** Lessons of a class on a day, in hundredths, of one subject or of all. */
  function held(classId: number | undefined, on: Day, subject?: number): number | undefined {
    if (classId === undefined) return undefined
    if (journal.has(classId)) {
      const rows = world.lessons.filter(
        (row) =>
          row.classId === classId && row.on === on && stands(row) && (subject === undefined || row.subject === subject),
      )
      return rows.length === 0 ? undefined : 100 * new Set(rows.map(({ no }) => no)).size
    }
    const grade = world.classes.find(({ id }) => id === classId)?.grade ?? 0
    const rows = world.loads.filter(
      (row) => row.classId === classId && (subject === undefined || row.subject === subject),
    )
    return rows.length === 0 || !isStudyDay(calendarOf({ grade }), on)
      ? undefined
      : rows.reduce((sum, row) => sum + row.hours / 5, 0)
  }
  function heldIn(student: number, params: FactParams, subject?: number): number | undefined {
    let sum: number | undefined
    for (let on = asOf - 140; on <= asOf; on++) {
      const lessons = inWindow(student, params, on) ? held(classOf(student, on), on, subject) : undefined
      if (lessons !== undefined) sum = (sum ?? 0) + lessons
    }
    return sum === undefined ? undefined : Math.round(sum)
  }
  const isAbsent = (kind: string): boolean => kind.startsWith('absent')
  /** Lessons of a day missed for one of the kinds; undefined where the day was missed whole and its lessons are not known. */
  function missedOn(student: number, on: Day, kinds: readonly string[]): number | undefined {
    const entries = entriesOf(student).filter((row) => row.on === on)
    const listed = entries.filter((row) => row.no > 0 && isAbsent(row.kind))
    const wanted = entries.filter((row) => kinds.includes(row.kind))
    if (listed.length > 0 || wanted.length === 0)
      return new Set(wanted.filter(({ no }) => no > 0).map(({ no }) => no)).size
    const lessons = held(classOf(student, on), on)
    return lessons === undefined ? undefined : Math.round(lessons / 100)
  }
  function missed(student: number, params: FactParams, kinds: readonly string[]): Naive {
    let sum = 0
    for (const on of new Set(entriesOf(student).map((row) => row.on))) {
      if (!inWindow(student, params, on)) continue
      const lessons = missedOn(student, on, kinds)
      if (lessons === undefined) return 'lessons_unknown'
      sum += lessons
    }
    return sum
  }
  const absent = ['absent_unknown', 'absent_illness', 'absent_excused', 'absent_unexcused']
  function present(student: number, on: Day): boolean | undefined {
    const entries = entriesOf(student).filter((row) => row.on === on)
    if (entries.some((row) => row.no > 0 && row.kind === 'late')) return true
    if (entries.some((row) => row.no === 0 && isAbsent(row.kind))) return false
    const away = new Set(
      entries.filter((row) => row.no > 0 && (isAbsent(row.kind) || row.kind === 'exempt')).map(({ no }) => no),
    ).size
    const lessons = held(classOf(student, on), on)
    return lessons === undefined ? undefined : away * 100 < lessons
  }
  const wholeDay = (student: number, on: Day): boolean => {
    const entries = entriesOf(student).filter((row) => row.on === on && isAbsent(row.kind))
    if (entries.some(({ no }) => no === 0)) return true
    const lessons = held(classOf(student, on), on)
    return entries.length > 0 && lessons !== undefined && new Set(entries.map(({ no }) => no)).size * 100 >= lessons
  }
  const share = (part: Naive, whole: number | undefined): Naive => {
    if (whole === undefined) return 'not_imported'
    if (whole <= 0) return 'below_minimum'
    return typeof part === 'number' ? Math.min(100, Math.floor((part * 10_000) / whole)) : part
  }
  const days = (student: number, params: FactParams, kinds: readonly string[]): number =>
    new Set(
      entriesOf(student)
        .filter((row) => row.no === 0 && kinds.includes(row.kind) && inWindow(student, params, row.on))
        .map(({ on }) => on),
    ).size
  const skipped = (student: number, params: FactParams) =>
    entriesOf(student).filter(
      (row) => row.no > 0 && row.kind === 'absent_unexcused' && inWindow(student, params, row.on),
    )
  const subjectOf = (row: { student: number; on: Day; no: number; subject: number | null }): number | null => {
    if (row.subject !== null) return row.subject
    const at = new Set(
      world.lessons
        .filter(
          (lesson) =>
            lesson.classId === classOf(row.student, row.on) &&
            lesson.on === row.on &&
            lesson.no === row.no &&
            stands(lesson),
        )
        .map(({ subject }) => subject),
    )
    return at.size === 1 ? ([...at][0] ?? null) : null
  }
  const metOn = (student: number, domain: string): Day | undefined =>
    world.escalations
      .filter((row) => row.student === student && row.domain === domain)
      .flatMap(({ steps }) =>
        steps.filter((step) => step.to === 'agreement_active' && step.on <= asOf).map(({ on }) => on),
      )
      .toSorted((a, b) => a - b)
      .at(-1)

  const incidentsOf = (student: number, roles: readonly string[]) =>
    world.incidents.filter(
      (row) =>
        stands(row) &&
        row.on <= asOf &&
        row.parts.some((part) => part.student === student && roles.includes(part.role)),
    )
  const offences = (student: number) => incidentsOf(student, ['offender']).filter(({ emergency }) => !emergency)
  const bothSides = (row: World['incidents'][number], one: number, other: number): boolean => {
    const has = (student: number, role: string) =>
      row.parts.some((part) => part.student === student && part.role === role)
    return (has(one, 'offender') && has(other, 'victim')) || (has(one, 'victim') && has(other, 'offender'))
  }

  const facts: Record<string, (student: number, params: FactParams) => Naive> = {
    marksCount: (student, params) => numeric(student, params).length,
    marksCountPrev: (student, params) => numeric(student, params, true).length,
    twosCount: (student, params) => twos(student, params).length,
    maxTwosInSubject: (student, params) =>
      Math.max(0, ...[...bySubject(twos(student, params)).values()].map(({ length }) => length)),
    avgNow: (student, params) => mean(numeric(student, params)) ?? 'below_minimum',
    avgPrev: (student, params) => mean(numeric(student, params, true)) ?? 'below_minimum',
    avgDelta: (student, params) => {
      const now = mean(numeric(student, params))
      const before = mean(numeric(student, params, true))
      return now === undefined || before === undefined ? 'below_minimum' : now - before
    },
    decliningSubjects: (student, params) => {
      const before = bySubject(numeric(student, params, true))
      return [...bySubject(numeric(student, params))].filter(([subject, rows]) => {
        const old = before.get(subject) ?? []
        const least = Number(params['minMarks'])
        return (
          rows.length >= least &&
          old.length >= least &&
          (mean(old) ?? 0) - (mean(rows) ?? 0) >= Number(params['delta']) * 100 - 1e-9
        )
      }).length
    },
    subjectWeightedAvg: (student, params) =>
      subjectMeans(student, params).toSorted((a, b) => a - b)[0] ?? 'below_minimum',
    failingRiskSubjects: (student, params) =>
      subjectMeans(student, params).filter((value) => value < Number(params['threshold']) * 100 - 1e-9).length,
    predictedTwos: (student, params) => predicted(student, params).filter((value) => value <= 2).length,
    predictedThrees: (student, params) => predicted(student, params).filter((value) => value === 3).length,
    predictedFours: (student, params) => predicted(student, params).filter((value) => value === 4).length,
    openPoints: (student) =>
      marksOf(student).filter((row) => row.kind === 'point' && inWindow(student, { period: 'schoolYear' }, row.on))
        .length,
    twosSinceMeeting: (student) => {
      const met = metOn(student, 'academic')
      return marksOf(student).filter(
        (row) => row.kind === 'mark' && (row.value ?? 0) <= 200 && met !== undefined && row.on > met,
      ).length
    },
    lessonsHeld: (student, params) => {
      const hundredths = heldIn(student, params)
      return hundredths === undefined ? 'not_imported' : Math.round(hundredths / 100)
    },
    absentLessons: (student, params) => missed(student, params, absent),
    unexcusedLessons: (student, params) => missed(student, params, ['absent_unexcused']),
    unexplainedLessons: (student, params) => missed(student, params, ['absent_unknown']),
    illnessLessons: (student, params) => missed(student, params, ['absent_illness']),
    absentShare: (student, params) => share(missed(student, params, absent), heldIn(student, params)),
    unexcusedShare: (student, params) => share(missed(student, params, ['absent_unexcused']), heldIn(student, params)),
    absentDays: (student, params) => days(student, params, absent),
    unexcusedDays: (student, params) => days(student, params, ['absent_unexcused']),
    lateCount: (student, params) => {
      const lates = entriesOf(student).filter((row) => row.kind === 'late' && inWindow(student, params, row.on))
      return [...Map.groupBy(lates, ({ on }) => on).values()].reduce((sum, rows) => {
        const listed = new Set(rows.filter(({ no }) => no > 0).map(({ no }) => no)).size
        return sum + (listed > 0 ? listed : 1)
      }, 0)
    },
    unexplainedOldestDays: (student, params) => {
      const first = Math.min(
        ...entriesOf(student)
          .filter((row) => row.kind === 'absent_unknown' && inWindow(student, params, row.on))
          .map(({ on }) => on),
      )
      let count = 0
      for (let on = first + 1; on <= asOf; on++) if (isStudyDay(calendarOf({ grade: gradeOf(student) }), on)) count++
      return count
    },
    consecutiveAbsentDays: (student) => {
      let count = 0
      for (let on = asOf; on > asOf - 100; on--) {
        if (!isStudyDay(calendarOf({ grade: gradeOf(student) }), on)) continue
        if (!wholeDay(student, on)) break
        count++
      }
      return count
    },
    maxUnexcusedInSubject: (student, params) => {
      const rows = skipped(student, params).flatMap((row) => {
        const subject = subjectOf(row)
        return subject === null ? [] : [{ ...row, subject }]
      })
      if (rows.some((row) => present(student, row.on) === undefined)) return 'lessons_unknown'
      const counted = bySubject(rows.filter((row) => present(student, row.on) === true))
      return Math.max(0, ...[...counted.values()].map((list) => new Set(list.map((row) => `${row.on} ${row.no}`)).size))
    },
    presentSameDays: (student, params) => {
      const seen = new Set(skipped(student, params).map((row) => present(student, row.on)))
      if (seen.has(true)) return true
      return seen.has(undefined) ? 'lessons_unknown' : false
    },
    unexcusedSinceMeeting: (student) => {
      const met = metOn(student, 'attendance')
      if (met === undefined) return 0
      return missed(student, { days: asOf - met }, ['absent_unexcused'])
    },
    subjectsAtAttestationRisk: (student, params) => {
      const lessons = world.subjects
        .map((subject) => ({ subject, held: heldIn(student, params, subject) }))
        .filter((row) => row.held !== undefined)
      if (lessons.length === 0) return 'not_imported'
      return lessons.filter(({ subject, held: all }) => {
        const listed = new Set(
          entriesOf(student)
            .filter(
              (row) =>
                row.no > 0 && isAbsent(row.kind) && subjectOf(row) === subject && inWindow(student, params, row.on),
            )
            .map((row) => `${row.on} ${row.no}`),
        ).size
        let whole = 0
        for (const on of new Set(entriesOf(student).map((row) => row.on))) {
          const rows = entriesOf(student).filter((row) => row.on === on && isAbsent(row.kind))
          if (rows.length > 0 && rows.every(({ no }) => no === 0) && inWindow(student, params, on))
            whole += held(classOf(student, on), on, subject) ?? 0
        }
        return (
          Number(all) >= Number(params['minLessons']) * 100 &&
          (listed * 100 + whole) * 100 >= Math.round(Number(params['missedShare']) * 100) * Number(all) - 1e-6
        )
      }).length
    },
    incidentsCount: (student, params) =>
      offences(student).filter(
        (row) =>
          inWindow(student, params, row.on) &&
          row.severity >= Number(params['minSeverity']) &&
          row.severity <= Number(params['maxSeverity'] ?? 4),
      ).length,
    maxSeverity: (student, params) =>
      Math.max(
        0,
        ...offences(student)
          .filter((row) => inWindow(student, params, row.on))
          .map(({ severity }) => severity),
      ),
    bullyingReports: (student, params) =>
      incidentsOf(student, ['offender', 'victim']).filter(
        (row) => row.kind === 'bullying_signs' && inWindow(student, params, row.on),
      ).length,
    conflictIncidentsSamePair: (student, params) => {
      const all = world.incidents.filter((row) => stands(row) && row.on <= asOf && inWindow(student, params, row.on))
      const others = new Set(all.flatMap(({ parts }) => parts.map((part) => part.student))).difference(
        new Set([student]),
      )
      return Math.max(0, ...[...others].map((other) => all.filter((row) => bothSides(row, student, other)).length))
    },
    incidentsSinceMeeting: (student, params) => {
      const met = metOn(student, 'conduct')
      return offences(student).filter(
        (row) => met !== undefined && row.on > met && row.severity >= Number(params['minSeverity']),
      ).length
    },
  }
  return { students, facts, classOf, missed, heldIn, stands }
}
