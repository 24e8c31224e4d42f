import { schoolYearOf } from '../calendar/periods.ts'
import { isVacation } from '../calendar/school-days.ts'
import { columns, computed, type Definitions, type FactContext } from './definition.ts'
import { type Unknown, unknown, type Value } from './value.ts'
import { currentPeriod } from './window.ts'

const domains: Readonly<Record<string, readonly string[]>> = {
  academic: ['marks'],
  attendance: ['attendance'],
  conduct: ['incidents'],
  any: ['marks', 'attendance', 'incidents'],
}

/** Facts of the register and of the calendar. */
export const register: Definitions = {
  ...columns('roster', ['grade', 'enrolledDays', 'schoolingForm', 'isSen', 'classSize']),
  ...columns('roster', ['daysSinceSenStatus'], 'not_applicable'),
  daysToPeriodEnd: computed((context) => period(context, ({ to }, asOf) => Math.max(0, to - asOf))),
  daysSincePeriodStart: computed((context) => period(context, ({ from }, asOf) => asOf - from)),
  daysSinceYearStart: computed((context) => year(context, ({ start }, asOf) => asOf - start)),
  daysToYearEnd: computed((context) => year(context, ({ end }, asOf) => Math.max(0, end - asOf))),
  isVacation: computed(({ calendar, asOf }) => (calendar && isVacation(calendar, asOf)) ?? unknown('no_calendar')),
  dataAgeDays: computed(({ freshness, params }) => {
    const sources = domains[String(params['domain'])]
    if (!sources) return unknown('not_applicable')
    const ages = sources.map((source) => freshness[source]?.ageDays)
    if (ages.some((age) => age === undefined)) return unknown('not_imported')
    return Math.max(...ages.map(Number))
  }),
}

type Span = { readonly from: number; readonly to: number }

function period({ calendar, asOf }: FactContext, value: (span: Span, asOf: number) => number): Value | Unknown {
  if (!calendar || !schoolYearOf(calendar, asOf)) return unknown('no_calendar')
  const found = currentPeriod(calendar, asOf)
  return found ? value(found, asOf) : unknown('no_period')
}

type Year = { readonly start: number; readonly end: number }

function year({ calendar, asOf }: FactContext, value: (span: Year, asOf: number) => number): Value | Unknown {
  const found = calendar && schoolYearOf(calendar, asOf)
  if (!found) return unknown('no_calendar')
  return asOf < found.start ? unknown('no_period') : value(found, asOf)
}
