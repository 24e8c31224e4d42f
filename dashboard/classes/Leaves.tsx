import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { dayFull } from '../parts/dates.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'
import { EndActing, EndLeave } from './EndDialogs.tsx'

type Leave = ClassShown['leaves'][number]

/** When the class teacher was away and who stood in; leaves and acting end here. */
export function Leaves({ shown }: { shown: ClassShown }) {
  const { words } = useLanguage()
  const [isEnding, setIsEnding] = useState(false)
  const { acting } = shown.schoolClass
  return (
    <section>
      <Title order={2} mb="sm">
        {words.classes.leaves}
      </Title>
      <Stack gap="sm">
        {shown.leaves.length === 0 && <Text c="dimmed">{words.classes.noLeaves}</Text>}
        {shown.leaves.map((leave) => (
          <LeaveLine key={`${leave.staffId}|${leave.fromOn}`} leave={leave} canChange={shown.canChange} />
        ))}
        {acting && shown.canChange && (
          <Group>
            <Text size="sm">{words.classes.acting(acting.name)}</Text>
            <Button size="xs" variant="default" onClick={() => setIsEnding(true)}>
              {words.classes.endActing}
            </Button>
          </Group>
        )}
      </Stack>
      {isEnding && <EndActing classId={shown.schoolClass.id} onClose={() => setIsEnding(false)} />}
    </section>
  )
}

function LeaveLine({ leave, canChange }: { leave: Leave; canChange: boolean }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const [open, setOpen] = useState<'end' | 'cancel'>()
  const days = words.classes.span(dayFull(leave.fromOn, lang), leave.toOn === null ? null : dayFull(leave.toOn, lang))
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>{leave.name}</Text>
      <Text size="sm">
        {days}
        {leave.reason && ` · ${say(leave.reason)}`}
      </Text>
      <Text size="sm" c="dimmed">
        {leave.acting ? words.classes.acting(leave.acting.name) : words.classes.noActing}
      </Text>
      {canChange && (
        <Group gap="xs" mt="xs">
          <Button size="xs" variant="default" onClick={() => setOpen('end')}>
            {words.classes.endLeave}
          </Button>
          <Button size="xs" variant="subtle" color="red" onClick={() => setOpen('cancel')}>
            {words.classes.cancelLeave}
          </Button>
        </Group>
      )}
      {open && <EndLeave leave={leave} isCancel={open === 'cancel'} onClose={() => setOpen(undefined)} />}
    </Paper>
  )
}
