import { Stack, Table, Title } from '@mantine/core'
import { useLanguage } from '../words/language.tsx'
import { ClassLink } from './ClassLink.tsx'
import { countText } from './counts.ts'
import type { FamilyAnswer } from './Family.tsx'
import { shareOf } from './Waves.tsx'

/** Every class in numbers; one's own opens by name. */
export function ClassTable({ data: { classes } }: { data: FamilyAnswer }) {
  const { words } = useLanguage()
  const { family, common } = words
  const head = [
    family.changes.class,
    family.classes.families,
    family.classes.measured,
    family.classes.better,
    family.classes.worse,
    family.participation.index,
    family.participation.attended,
  ]
  // Where nobody can be compared, there is no "none": there is no data.
  const changed = ({ changes, families }: FamilyAnswer['classes'][number], change: 'better' | 'worse') =>
    changes.unmeasured === families ? family.classes.noData : countText(changes[change], words)
  return (
    <Stack gap="xs">
      <Title order={2}>{family.classes.title}</Title>
      <Table.ScrollContainer type="native" minWidth={640} maxHeight={520} tabIndex={0}>
        <Table fz="sm" stickyHeader striped>
          <caption className="visually-hidden">{family.classes.title}</caption>
          <Table.Thead>
            <Table.Tr>
              {head.map((text) => (
                <Table.Th key={text} scope="col">
                  {text}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {classes.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Th scope="row">
                  <ClassLink one={line} />
                </Table.Th>
                <Table.Td>{line.families}</Table.Td>
                <Table.Td>{common.kOfN(line.measured, line.families)}</Table.Td>
                <Table.Td>{changed(line, 'better')}</Table.Td>
                <Table.Td>{changed(line, 'worse')}</Table.Td>
                <Table.Td>{line.participation ?? family.participation.unknown}</Table.Td>
                <Table.Td>
                  {line.invited === 0
                    ? '–'
                    : common.percentOf(shareOf(line.came, line.invited), line.came, line.invited)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
