import { Group, NativeSelect } from '@mantine/core'
import type { Answer } from '../call.ts'
import { usePeriods } from '../parts/periods.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import { type ListFilters, periodMeant } from './filters.ts'

type Props = {
  data: Pick<Answer<'GET /api/duties'>, 'classes' | 'points' | 'months' | 'terms'>
  filters: ListFilters
  change: (change: Partial<ListFilters>) => void
}

/** States that people ask for together. */
const together: readonly [
  key: 'late' | 'soon' | 'open' | 'failed' | 'done' | 'waived' | 'noData' | 'notApplicable',
  states: string,
][] = [
  ['late', 'overdue,in_grace'],
  ['soon', 'due_soon'],
  ['open', 'open,partial'],
  ['failed', 'missed'],
  ['done', 'met,met_late'],
  ['waived', 'waived'],
  ['noData', 'no_data'],
  ['notApplicable', 'not_applicable'],
]

/** The fields that narrow the list; each change is in the address at once. */
export function DutyFilterBar({ data, filters, change }: Props) {
  const { words } = useLanguage()
  const say = useSay()
  const { duties, common } = words
  const periods = usePeriods(data, filters.period ?? '')
  const field = (key: 'class' | 'point' | 'status' | 'basis' | 'period', label: string, data: Option[], w: number) => (
    <NativeSelect
      key={key}
      label={label}
      value={key === 'period' ? periodMeant(filters) : (filters[key] ?? '')}
      w={{ base: '100%', xs: w }}
      onChange={({ currentTarget: { value } }) => change({ [key]: value || undefined, page: undefined })}
      data={data}
    />
  )
  const untimed = [
    { value: 'now', label: common.periods.now },
    { value: 'any', label: duties.anyOne },
  ]
  const statuses = together.map(([key, value]) => ({ value, label: duties.states[key] }))
  const own = filters.status
  const isKnown = own === undefined || statuses.some(({ value }) => value === own)
  return (
    <Group component="search" gap="sm" align="flex-end" className="no-print" aria-label={duties.filters}>
      {field(
        'class',
        duties.class,
        [any(duties.anyOne), ...data.classes.map(({ id, name }) => ({ value: String(id), label: name }))],
        110,
      )}
      {field(
        'point',
        duties.point,
        [
          any(duties.anyOne),
          ...data.points.map(({ point, title }) => ({ value: point, label: `${point} ${say(title)}` })),
        ],
        260,
      )}
      {field(
        'status',
        duties.state,
        [any(duties.any), ...statuses, ...(isKnown ? [] : [{ value: own, label: stateNames(own, common.status) }])],
        230,
      )}
      {field(
        'basis',
        duties.basis,
        [
          any(duties.any),
          ...(['normative', 'local'] as const).map((value) => ({ value, label: duties.basisOf[value] ?? value })),
        ],
        170,
      )}
      {field('period', duties.period, [...untimed, ...periods], 170)}
    </Group>
  )
}

/** States that came from a figure, by their words. */
function stateNames(states: string, words: Record<string, string>): string {
  return states
    .split(',')
    .map((state) => words[state] ?? state)
    .join(', ')
}

type Option = { value: string; label: string }
const any = (label: string): Option => ({ value: '', label })
