import { Button, Table, Text, Title } from '@mantine/core'
import { call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { dayFull, instantText } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'

/** What people changed, newest first; a change is taken back where nothing rests on it. */
export function Changes({ shown: { changes } }: { shown: ClassShown }) {
  const { words, lang } = useLanguage()
  const { timeZone } = useMe().school
  const { isBusy, error, act } = useActing()
  if (changes.length === 0) return null
  const undo = (id: number) =>
    act(async () => {
      await call('POST /api/roster-changes/{id}/undo', { params: { id } })
      return { say: words.common.undone }
    })
  return (
    <section>
      <Title order={2} mb="sm">
        {words.classes.changes}
      </Title>
      <Wrong error={error} />
      <TableBox label={words.classes.changes} head={[words.classes.changes, words.classes.from, '', '']}>
        {changes.map((change) => (
          <Table.Tr key={change.id}>
            <Table.Td>
              {words.classes.change[change.kind] ?? change.kind}
              {change.person && `: ${change.person}`}
            </Table.Td>
            <Table.Td>{dayFull(change.effectiveOn, lang)}</Table.Td>
            <Table.Td>
              <Text size="sm">{words.classes.by(change.madeBy ?? '', instantText(change.madeAt, lang, timeZone))}</Text>
              {change.undoneAt && (
                <Text size="sm" c="dimmed">
                  {words.classes.undoneBy(change.undoneBy ?? '', instantText(change.undoneAt, lang, timeZone))}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              {change.undoneAt === null && (
                <Button size="xs" variant="default" loading={isBusy} onClick={() => void undo(change.id)}>
                  {words.common.undo}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
    </section>
  )
}
