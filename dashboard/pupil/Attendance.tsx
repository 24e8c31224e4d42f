import { Table, Text } from '@mantine/core'
import { dayLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { Card } from './Pupil.tsx'
import { Reasons } from './Reasons.tsx'

type Week = NonNullable<Card['weeks']>[number]
const lessonKinds = ['illness', 'excused', 'unexcused', 'unexplained'] as const

/** Lessons missed by kind and week, the newest week first; weeks without any are left out. */
export function Attendance({ weeks, pupil }: { weeks: Week[]; pupil: number }) {
  const { weeks: words } = useWords().pupil
  const { lang } = useLanguage()
  const hasWhole = weeks.some(({ wholeDays }) => wholeDays > 0)
  const totalOf = (week: Week) => lessonKinds.reduce((sum, kind) => sum + week[kind], 0)
  const columns = [...lessonKinds, 'late' as const, ...(hasWhole ? ['wholeDays' as const] : [])]
  if (weeks.length === 0)
    return (
      <Part title={words.title}>
        <Text c="dimmed">{words.none}</Text>
        <Reasons pupil={pupil} />
      </Part>
    )
  return (
    <Part title={words.title}>
      <Text>{words.finding(weeks.reduce((sum, week) => sum + totalOf(week), 0))}</Text>
      <TableBox
        label={words.title}
        head={[words.week, words.total, ...columns.map((column) => words[column])]}
        minWidth={600}
      >
        {weeks.toReversed().map((week) => (
          <Table.Tr key={week.week}>
            <Table.Th scope="row" fw={400} style={{ whiteSpace: 'nowrap' }}>
              {dayLong(week.week, lang)}
            </Table.Th>
            <Table.Td>{totalOf(week)}</Table.Td>
            {columns.map((column) => (
              <Table.Td key={column}>{week[column] > 0 ? week[column] : ''}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </TableBox>
      <Reasons pupil={pupil} />
    </Part>
  )
}
