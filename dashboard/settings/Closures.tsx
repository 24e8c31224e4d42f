import { Button, Group, Stack, Table, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { Dialog } from '../classes/Dialog.tsx'
import { useActing } from '../parts/acting.tsx'
import { dayFull } from '../parts/dates.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage } from '../words/language.tsx'
import type { CalendarShown } from './CalendarTab.tsx'
import { ClosureDialog } from './ClosureDialog.tsx'

type Closure = CalendarShown['closures'][number]

/** Quarantines, remote days and closures; a new one, and one taken back. */
export function Closures({ shown }: { shown: CalendarShown }) {
  const { words, lang } = useLanguage()
  const { calendar } = words.settings
  const [isAdding, setIsAdding] = useState(false)
  const [voided, setVoided] = useState<Closure>()
  const whose = ({ className, grades }: Closure) =>
    className ?? (grades ? calendar.grades(grades.from, grades.to) : calendar.whole)
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{calendar.closures}</Title>
        {shown.canChange && <Button onClick={() => setIsAdding(true)}>{calendar.addClosure}</Button>}
      </Group>
      {shown.closures.length === 0 ? (
        <Text c="dimmed">{calendar.noClosures}</Text>
      ) : (
        <TableBox label={calendar.closures} head={[calendar.what, calendar.kind, calendar.days, calendar.note, '']}>
          {shown.closures.map((closure) => (
            <Table.Tr key={closure.id}>
              <Table.Th scope="row">{whose(closure)}</Table.Th>
              <Table.Td>{calendar.kinds[closure.kind]}</Table.Td>
              <Table.Td>{calendar.span(dayFull(closure.fromOn, lang), dayFull(closure.toOn, lang))}</Table.Td>
              <Table.Td>{closure.note}</Table.Td>
              <Table.Td>
                {shown.canChange && (
                  <Button size="xs" variant="subtle" color="red" onClick={() => setVoided(closure)}>
                    {words.common.undo}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </TableBox>
      )}
      {isAdding && <ClosureDialog onClose={() => setIsAdding(false)} />}
      {voided && <VoidDialog closure={voided} onClose={() => setVoided(undefined)} />}
    </section>
  )
}

function VoidDialog({ closure, onClose }: { closure: Closure; onClose: () => void }) {
  const { words } = useLanguage()
  const { calendar } = words.settings
  const { isBusy, error, act } = useActing()
  const save = async () => {
    const isDone = await act(async () => {
      await call('POST /api/calendar/closures/{id}/void', { params: { id: closure.id } })
      return { say: words.common.undone }
    })
    if (isDone) onClose()
  }
  return (
    <Dialog
      title={calendar.void}
      hint={calendar.voidAsk}
      error={error}
      isBusy={isBusy}
      isDanger
      submit={calendar.void}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <Stack gap={0}>
        <Text>{calendar.kinds[closure.kind]}</Text>
      </Stack>
    </Dialog>
  )
}
