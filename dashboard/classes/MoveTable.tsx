import { Table, Text, TextInput, Title } from '@mantine/core'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { RollPlan } from './RollOver.tsx'

type Props = {
  plan: RollPlan
  names: Readonly<Record<number, string>>
  onName: (classId: number, name: string) => void
}

/** Classes that go a grade up, each with the name it will bear. */
export function MoveTable({ plan, names, onName }: Props) {
  const { words } = useLanguage()
  const { roll } = words.classes
  const { head } = roll
  return (
    <section>
      <Title order={3} mb="xs">
        {roll.moves} ({plan.moves.length})
      </Title>
      <TableBox label={roll.moves} head={[head.from, head.to, head.pupils, head.teacher]}>
        {plan.moves.map((move) => (
          <Table.Tr key={move.classId}>
            <Table.Th scope="row">{move.from}</Table.Th>
            <Table.Td>
              {move.isMade ? (
                <Text size="sm">
                  {move.to} ({roll.made})
                </Text>
              ) : (
                <TextInput
                  size="xs"
                  w={96}
                  maxLength={20}
                  aria-label={`${head.to}: ${move.from}`}
                  value={names[move.classId] ?? move.to}
                  onChange={({ currentTarget }) => onName(move.classId, currentTarget.value)}
                />
              )}
            </Table.Td>
            <Table.Td>{move.pupils}</Table.Td>
            <Table.Td>
              {move.teacher ?? (
                <Text size="sm" c="var(--state-overdue)">
                  {roll.noTeacher}
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </section>
  )
}
