import { Anchor, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Narrowed } from '../flags/Narrowed.tsx'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { dayShort, numberText } from '../parts/dates.ts'
import { dayAfter } from '../parts/days.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Block } from './Block.tsx'
import type { MondayAnswer } from './Monday.tsx'
import { Row, ToClass, ToDuty } from './MondayLinks.tsx'

/** Attendance, failing pupils by grade, the review, deadlines, and how old the data are. */
export function MondayRecords({ data }: { data: MondayAnswer }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { monday } = words.documents
  const { review, freshness } = data
  return (
    <>
      <Block no={5} title={monday.attendance}>
        <Attendance of={data.attendance} />
      </Block>
      <Block no={6} title={monday.grades}>
        <Grades rows={data.grades} />
      </Block>
      <Block no={7} title={monday.review}>
        <Text>
          <DutiesLink filters={{ point: 'II.10' }} inherit>
            {monday.reviewed(review.done, review.of)}
          </DutiesLink>{' '}
          {review.missing.length > 0 && `${monday.missing} `}
          <Row of={review.missing}>{({ className, key }) => <ToDuty of={key}>{className}</ToDuty>}</Row>
        </Text>
      </Block>
      <Block no={8} title={monday.deadlines}>
        <Deadlines rows={data.deadlines} on={data.on} />
      </Block>
      <Block no={9} title={monday.freshness}>
        <Text>
          {freshness.length === 0 && monday.never}
          <Row of={freshness} by="; ">
            {({ title, dataOn, state }) => (
              <Anchor component={Link} to="/imports" inherit>
                {say(title)} – {dayShort(dataOn, lang)}
                {state !== 'fresh' && ` (${monday.old})`}
              </Anchor>
            )}
          </Row>
        </Text>
      </Block>
    </>
  )
}

function Attendance({ of }: { of: MondayAnswer['attendance'] }) {
  const { words, lang } = useLanguage()
  const { monday } = words.documents
  if (of === null) return <Text>{monday.noAttendance}</Text>
  const percent = (share: number | null) =>
    share === null ? words.common.unknown : `${numberText(Math.floor(share * 1000) / 10, lang, 1)} %`
  return (
    <>
      <Text>
        {monday.attended(
          dayShort(of.day, lang),
          percent(of.dayShare),
          dayShort(of.weekFrom, lang),
          percent(of.weekShare),
        )}
      </Text>
      <Text>
        {of.low.length === 0 ? monday.noLow : `${monday.low}: `}
        <Row of={of.low} by="; ">
          {({ className, classId, share }) => (
            <ToClass id={classId}>
              {className} – {Math.floor(share * 100)} %
            </ToClass>
          )}
        </Row>
      </Text>
      {of.unknown.length > 0 && <Text>{`${monday.unknownClasses} ${of.unknown.join(', ')}`}</Text>}
      <Text>
        <Narrowed search={{ domain: 'attendance' }}>
          {monday.unexplained(of.unexplained.lessons, of.unexplained.pupils)}
        </Narrowed>
      </Text>
    </>
  )
}

function Grades({ rows }: { rows: MondayAnswer['grades'] }) {
  const { words } = useLanguage()
  const { monday } = words.documents
  if (rows.length === 0) return <Text c="dimmed">{monday.noClasses}</Text>
  const lines = [
    { title: monday.pupils, of: rows.map(({ pupils }) => pupils) },
    { title: monday.failing, of: rows.map(({ failing }) => failing) },
    { title: monday.atRisk, of: rows.map(({ atRisk }) => atRisk) },
  ]
  return (
    <TableBox isDense label={monday.grades} head={[monday.grade, ...rows.map(({ grade }) => grade)]} minWidth={560}>
      {lines.map(({ title, of }) => (
        <Table.Tr key={title}>
          <Table.Th scope="row">{title}</Table.Th>
          {of.map((count, no) => (
            <Table.Td key={rows[no]?.grade}>{count ?? '–'}</Table.Td>
          ))}
        </Table.Tr>
      ))}
    </TableBox>
  )
}

function Deadlines({ rows, on }: { rows: MondayAnswer['deadlines']; on: string }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { monday } = words.documents
  if (rows.length === 0) return <Text>{monday.noDeadlines}</Text>
  const ahead = { status: 'open,due_soon', dueFrom: on, dueTo: dayAfter(on, 14) } as const
  return (
    <TableBox
      isDense
      label={monday.deadlines}
      head={[monday.point, monday.about, monday.count, monday.next]}
      minWidth={320}
    >
      {rows.map(({ point, title, count, nextOn }) => (
        <Table.Tr key={point}>
          <Table.Th scope="row">{point}</Table.Th>
          <Table.Td>{say(title)}</Table.Td>
          <Table.Td>
            <DutiesLink filters={{ ...ahead, point }} inherit aria-label={`${point}: ${count}`}>
              {count}
            </DutiesLink>
          </Table.Td>
          <Table.Td>{dayShort(nextOn, lang)}</Table.Td>
        </Table.Tr>
      ))}
    </TableBox>
  )
}
