import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Status, type StatusId } from '../parts/Status.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { type Cases, useCases, useDueDuties } from './queries.ts'
import { useDue } from './useDue.ts'
import { useRecord } from './useRecord.ts'

type Duty = Answer<'GET /api/duties'>['rows'][number]
const shown = 4

/** What the regulation asks of the class within two weeks, with the one-tap log where a tap suffices. */
export function MyDuties({ classId }: { classId: number }) {
  const { myClass } = useLanguage().words
  const duties = useDueDuties(classId)
  const cases = useCases(classId)
  return (
    <section aria-labelledby="my-duties">
      <Stack gap="xs">
        <Title order={2} id="my-duties">
          {myClass.duties}
        </Title>
        <Loaded query={cases} lines={1}>
          {(told) => <ReviewDuty classId={classId} told={told} />}
        </Loaded>
        <Loaded query={duties} lines={3}>
          {({ rows }) => <Rows classId={classId} rows={rows.filter((row) => !isElsewhere(row))} />}
        </Loaded>
      </Stack>
    </section>
  )
}

/** Decisions on flags stand on their cards, the review above. */
function isElsewhere({ point, isAboutPupil }: Duty): boolean {
  return point === 'II.10' || (point === 'II.2' && isAboutPupil)
}

function Rows({ classId, rows }: { classId: number; rows: readonly Duty[] }) {
  const { myClass } = useLanguage().words
  if (rows.length === 0) return <Text c="dimmed">{myClass.noDuties}</Text>
  return (
    <>
      {rows.slice(0, shown).map((row) => (
        <DutyRow key={row.key} classId={classId} row={row} />
      ))}
      {rows.length > shown && (
        <Text
          component={Link}
          to="/duties"
          search={{ class: String(classId) } as never}
          size="sm"
          className="no-print"
          py={8}
        >
          {myClass.dutiesMore(rows.length - shown)}
        </Text>
      )}
    </>
  )
}

function DutyRow({ classId, row }: { classId: number; row: Duty }) {
  const say = useSay()
  const day = useDue()(row.dates.dueOn, row.state === 'overdue')
  const note = row.norm === null ? '' : `: ${lowerFirst(say(row.norm))}`
  return (
    <Group justify="space-between" gap="xs" align="center">
      <Stack gap={0} flex="1 1 200px">
        <Text>
          {row.point} {say(row.title)}
          {note}
          {row.student === null ? '' : ` · ${shortName(row.student)}`}
        </Text>
        <Text size="sm" c="dimmed" component="div">
          <Status id={row.state as StatusId} /> · {day}
        </Text>
      </Stack>
      <LogButton classId={classId} row={row} />
    </Group>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function LogButton({ classId, row }: { classId: number; row: Duty }) {
  const { words } = useLanguage()
  const { myClass } = words
  const isPast = useOn() !== undefined
  const record = useRecord(classId)
  if (isPast) return null
  if (row.point === 'II.2')
    return (
      <>
        <Button
          mih={44}
          variant="light"
          className="no-print"
          loading={record.isBusy}
          onClick={() =>
            void record.send(myClass.listReviewed, () =>
              call('POST /api/classes/{id}/list-review', { params: { id: classId } }),
            )
          }
        >
          {myClass.listReview}
        </Button>
        <Wrong error={record.error} />
      </>
    )
  return (
    <Button
      mih={44}
      variant="default"
      className="no-print"
      component={Link}
      to="/interactions/new"
      search={{ duty: row.key } as never}
    >
      {myClass.log}
    </Button>
  )
}

function ReviewDuty({ classId, told }: { classId: number; told: Cases }) {
  const { words, lang } = useLanguage()
  const { myClass } = words
  const record = useRecord(classId)
  const { review } = told
  const open = told.cases.filter(({ isReviewed }) => isReviewed).length
  if (!review) return null
  const isLate = review.status === 'overdue' || review.status === 'in_grace' || review.status === 'missed'
  return (
    <Group justify="space-between" gap="xs" align="center">
      <Stack gap={0} flex="1 1 200px">
        <Text>{review.dueOn === null ? myClass.review : myClass.reviewDue(dayLong(review.dueOn, lang))}</Text>
        <Text size="sm" c="dimmed" component="div">
          {review.isRecordedToday ? myClass.reviewDone : review.status && <Status id={review.status as StatusId} />}
        </Text>
      </Stack>
      {review.mayReview && !review.isRecordedToday && open === 0 && (
        <Button
          mih={44}
          variant={isLate ? 'filled' : 'light'}
          className="no-print"
          loading={record.isBusy}
          onClick={() =>
            void record.send(myClass.reviewed, () =>
              call('POST /api/classes/{id}/review', { params: { id: classId }, body: { answers: [] } }),
            )
          }
        >
          {myClass.reviewNone}
        </Button>
      )}
      {open > 0 && (
        <Button
          mih={44}
          variant={isLate ? 'filled' : 'light'}
          className="no-print"
          component={Link}
          to="/my-class/review"
          search={{ class: String(classId) } as never}
        >
          {myClass.reviewOpen(open)}
        </Button>
      )}
      <Wrong error={record.error} />
    </Group>
  )
}
