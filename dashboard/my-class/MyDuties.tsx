import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { isAsked } from './flags.ts'
import { type Flag, useCases, useClassFlags, useOwedDuties } from './queries.ts'
import { ReviewDuty } from './ReviewDuty.tsx'
import { useDue } from './useDue.ts'
import { useRecord } from './useRecord.ts'

type Duty = Answer<'GET /api/duties'>['rows'][number]
const shown = 4
const pending: ReadonlySet<string> = new Set(['open', 'due_soon', 'in_grace', 'overdue'])

/** What the regulation asks of the class within two weeks, with the one-tap log where a tap suffices. */
export function MyDuties({ classId }: { classId: number }) {
  const { myClass } = useLanguage().words
  const duties = useOwedDuties(classId, useMe().today)
  const cases = useCases(classId)
  const flags = useClassFlags(classId)
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
          {(owed) => (
            <Loaded query={flags} lines={1}>
              {(list) => <Owed classId={classId} owed={owed} asked={list.flags.filter(isAsked)} />}
            </Loaded>
          )}
        </Loaded>
      </Stack>
    </section>
  )
}

type Owing = { classId: number; owed: { rows: readonly Duty[]; missed: number }; asked: readonly Flag[] }

/** Decisions on flags stand on their cards, the review above; here what else is owed. */
function Owed({ classId, owed: { rows, missed }, asked }: Owing) {
  const { myClass } = useLanguage().words
  const onCards = new Set(asked.map(({ due }) => due?.key))
  const others = rows.filter(({ point, key }) => point !== 'II.10' && !onCards.has(key))
  return (
    <>
      <Rows classId={classId} rows={others} />
      <Decisions asked={asked} />
      {missed > 0 && (
        <DutiesLink filters={{ class: classId, status: 'missed' }} size="sm" className="tap" py={8}>
          {myClass.missed(missed)}
        </DutiesLink>
      )}
      {rows.length + asked.length + missed === 0 && <Text c="dimmed">{myClass.noDuties}</Text>}
    </>
  )
}

/** How many decisions wait on the cards, and by when the first of them is due. */
function Decisions({ asked }: Pick<Owing, 'asked'>) {
  const { myClass } = useLanguage().words
  const dueText = useDue()
  if (asked.length === 0) return null
  const [first] = asked
    .flatMap(({ due }) => (due && pending.has(due.status) ? [due] : []))
    .toSorted((one, other) => one.on.localeCompare(other.on))
  return <Text>{myClass.decisions(asked.length, first ? dueText(first.on, first.status === 'overdue') : null)}</Text>
}

function Rows({ classId, rows }: { classId: number; rows: readonly Duty[] }) {
  const { myClass } = useLanguage().words
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
  if (row.point === 'II.2' && !row.isAboutPupil)
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
