import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage } from '../words/language.tsx'
import { AbsentPupil } from './AbsentPupil.tsx'

export type Absences = Answer<'GET /api/classes/{id}/absences'>
export type Missed = Absences['today'][number]

/** Who of a class is not at lessons on the day, and why: one tap each. Below, what nobody has explained yet. */
export default function Today({ classId }: { classId: number }) {
  const on = useOn()
  const query = useQuery({
    queryKey: ['absences', 'class', classId, on],
    queryFn: () =>
      call('GET /api/classes/{id}/absences', { params: { id: classId }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Card withBorder padding="md" component="section" aria-labelledby="absent-today">
      <Loaded query={query} lines={3}>
        {(absences) => <Block absences={absences} isPast={on !== undefined} />}
      </Loaded>
    </Card>
  )
}

function Block({ absences, isPast }: { absences: Absences; isPast: boolean }) {
  const { words, lang } = useLanguage()
  const { attendance } = words
  const { today, unexplained, pupils } = absences
  const open = unexplained.filter(({ kind }) => kind === 'absent_unknown' || kind === 'mixed').length
  const title = isPast ? attendance.titleOn(dayLong(absences.on, lang)) : attendance.title
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs" align="baseline">
        <Title order={2} id="absent-today">
          {title}
        </Title>
        {today.length > 0 && <Text c="dimmed">{attendance.absent(today.length, pupils)}</Text>}
      </Group>
      <Nobody absences={absences} />
      <Pupils missed={today} absences={absences} isDayShown={false} />
      {unexplained.length > 0 && (
        <details>
          <summary style={{ minHeight: 44, paddingBlock: 10, cursor: 'pointer' }}>
            {open > 0 ? attendance.earlier(open) : attendance.just}
          </summary>
          <Pupils missed={unexplained} absences={absences} isDayShown />
        </details>
      )}
    </Stack>
  )
}

function Nobody({ absences: { today, isSchoolDay, dataOn, on } }: { absences: Absences }) {
  const { words, lang } = useLanguage()
  const { attendance } = words
  if (isSchoolDay === false && today.length === 0) return <Text c="dimmed">{attendance.noSchool}</Text>
  if (dataOn === null || dataOn < on)
    return <Text c="dimmed">{attendance.noData(dataOn === null ? null : dayLong(dataOn, lang))}</Text>
  return today.length === 0 ? <Text c="dimmed">{attendance.nobody}</Text> : null
}

function Pupils({ missed, absences, isDayShown }: { missed: Missed[]; absences: Absences; isDayShown: boolean }) {
  if (missed.length === 0) return null
  return (
    <Stack gap="sm" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {missed.map((each) => (
        <AbsentPupil
          key={`${each.studentId}|${each.on}`}
          missed={each}
          mayWrite={absences.mayWrite}
          isDayShown={isDayShown}
        />
      ))}
    </Stack>
  )
}
