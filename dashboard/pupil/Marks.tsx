import { Table, Text } from '@mantine/core'
import { dayLong, spanLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { Card } from './Pupil.tsx'

type MarksOf = NonNullable<Card['marks']>

/** Weighted means of this period beside the one before, how many marks they stand on, and what is still owed. */
export function Marks({ marks }: { marks: MarksOf }) {
  const { marks: words } = useWords().pupil
  const { lang } = useLanguage()
  const { period, subjects } = marks
  return (
    <Part title={words.title}>
      <Text size="sm" c="dimmed">
        {words.period(...spanLong(period.from, period.to, lang))}
      </Text>
      {subjects.length === 0 ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <TableBox
          label={words.title}
          head={[words.subject, words.now, words.before, words.count, words.twos, words.owed]}
          minWidth={560}
        >
          {subjects.map((each) => (
            <Table.Tr key={each.subject}>
              <Table.Th scope="row" fw={400}>
                {each.subject}
              </Table.Th>
              <Table.Td>
                <Mean mean={each.now} />
                <Change now={each.now} before={each.before} />
              </Table.Td>
              <Table.Td>
                <Mean mean={each.before} />
              </Table.Td>
              <Table.Td>{each.count}</Table.Td>
              <Table.Td>{each.twos > 0 ? each.twos : ''}</Table.Td>
              <Table.Td>
                {each.owed
                  .map(({ dueOn }) => (dueOn === null ? words.noDate : words.due(dayLong(dueOn, lang))))
                  .join(', ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </TableBox>
      )}
    </Part>
  )
}

function Mean({ mean }: { mean: number | null }) {
  const { lang } = useLanguage()
  const hundredths = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return <>{mean === null ? '–' : hundredths.format(mean / 100)}</>
}

/** A change of three tenths and more, by an arrow that is also said in a word. */
const noticeable = 30

function Change({ now, before }: { now: number | null; before: number | null }) {
  const { marks: words } = useWords().pupil
  if (now === null || before === null || Math.abs(now - before) < noticeable) return null
  const isUp = now > before
  return (
    <Text span size="sm" c="dimmed" ml={6} style={{ whiteSpace: 'nowrap' }}>
      <span aria-hidden="true">{isUp ? '↑' : '↓'}</span> {isUp ? words.better : words.worse}
    </Text>
  )
}
