import { Group, Stack, Table, Text } from '@mantine/core'
import { dayFull, monthLong } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { RuleOf } from './Rule.tsx'

type Cells = RuleOf['fired']['byClass']

/** Where a rule fired, in numbers: by class, by grade, by month. Nobody is named, and few are not counted. */
export function Fired({ rule }: { rule: RuleOf }) {
  const { words, lang } = useLanguage()
  const own = words.regulation.rule
  const { byClass, byGrade, byMonth, firstOn, lastOn } = rule.fired
  const unit = rule.subject === 'student' ? own.pupils : own.flags
  const open = rule.open === null ? own.openFew : rule.open === 0 ? own.openNone : own.openNow(rule.open)
  const isAllHidden = [...byClass, ...byGrade, ...byMonth].every(({ n }) => n === null || n === 0)
  return (
    <Part title={own.fired}>
      <Text>
        {firstOn !== null && lastOn !== null && `${own.firstLast(dayFull(firstOn, lang), dayFull(lastOn, lang))}; `}
        {open}
      </Text>
      {byClass.length === 0 && <Text c="dimmed">{own.firedNone}</Text>}
      {byClass.length > 0 && isAllHidden && <Text>{own.firedHidden}</Text>}
      {byClass.length > 0 && !isAllHidden && (
        <Group align="start" gap="xl">
          <Cells title={own.byClass} unit={unit} cells={byClass} name={(name) => name} />
          <Cells title={own.byGrade} unit={unit} cells={byGrade} name={own.grade} />
          <Cells title={own.byMonth} unit={own.flags} cells={byMonth} name={(month) => monthLong(month, lang)} />
        </Group>
      )}
      {rule.subject === 'student' && !isAllHidden && (
        <Text size="sm" c="dimmed">
          {own.firedNote}
        </Text>
      )}
    </Part>
  )
}

function Cells({
  title,
  unit,
  cells,
  name,
}: {
  title: string
  unit: string
  cells: Cells
  name: (name: string) => string
}) {
  const { regulation } = useLanguage().words
  return (
    <Stack gap={4} style={{ flex: '1 1 220px', minWidth: 0 }}>
      <Text fw={600}>{title}</Text>
      <TableBox label={title} head={[title, unit]} minWidth={200}>
        {cells.map((cell) => (
          <Table.Tr key={cell.name}>
            <Table.Th scope="row" fw={400}>
              {name(cell.name)}
            </Table.Th>
            <Table.Td>{cell.n ?? regulation.rule.hidden}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </Stack>
  )
}
