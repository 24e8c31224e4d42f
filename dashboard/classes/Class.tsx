import { Anchor, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useMay } from '../session/me.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { ActingDialog } from './ActingDialog.tsx'
import { Changes } from './Changes.tsx'
import { LeaveDialog } from './LeaveDialog.tsx'
import { Leaves } from './Leaves.tsx'
import { Pupils } from './Pupils.tsx'
import { TeacherDialog } from './TeacherDialog.tsx'
import { Timeline } from './Timeline.tsx'

export type ClassShown = Answer<'GET /api/classes/{id}'>

/** One class: who leads it over time, who is away, what waits, who is in it. */
export default function Class() {
  const { words } = useLanguage()
  const on = useOn()
  const id = Number(useParams({ strict: false }).id)
  const query = useQuery({
    queryKey: ['class', id, on],
    queryFn: () => call('GET /api/classes/{id}', { params: { id }, query: { on } as never }),
  })
  const name = query.data
    ? `${query.data.schoolClass.name}, ${query.data.schoolClass.schoolYear}`
    : words.shell.nav.classes
  return (
    <Page title={name} aside={query.data?.canChange && <Actions shown={query.data} />}>
      <Loaded query={query}>{(shown) => <Content shown={shown} />}</Loaded>
    </Page>
  )
}

function Content({ shown }: { shown: ClassShown }) {
  return (
    <Stack gap="lg">
      <Waiting shown={shown} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Timeline shown={shown} />
        <Leaves shown={shown} />
      </SimpleGrid>
      <Pupils shown={shown} />
      <OtherYears shown={shown} />
      <WaiversLink />
      <Changes shown={shown} />
    </Stack>
  )
}

/** What may be changed; each in a dialog of its own. */
function Actions({ shown }: { shown: ClassShown }) {
  const { words } = useLanguage()
  const [open, setOpen] = useState<'teacher' | 'acting' | 'leave'>()
  const close = () => setOpen(undefined)
  return (
    <Group gap="xs">
      <Button onClick={() => setOpen('teacher')}>{words.classes.newTeacher}</Button>
      {shown.schoolClass.main && (
        <Button variant="default" onClick={() => setOpen('leave')}>
          {words.classes.leaveButton}
        </Button>
      )}
      <Button variant="default" onClick={() => setOpen('acting')}>
        {words.classes.actingButton}
      </Button>
      {open === 'teacher' && <TeacherDialog shown={shown} onClose={close} />}
      {open === 'acting' && <ActingDialog shown={shown} onClose={close} />}
      {open === 'leave' && <LeaveDialog shown={shown} onClose={close} />}
    </Group>
  )
}

/** Duties and flags in numbers that lead to their lists. */
function Waiting({ shown: { duties, flags, schoolClass } }: { shown: ClassShown }) {
  const { words } = useLanguage()
  const on = useOn()
  if (duties === null && flags === null) return null
  const ofClass = { class: String(schoolClass.id), ...(on && { on }) }
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {duties && (
        <Paper withBorder p="md">
          <Title order={2}>{words.classes.duties}</Title>
          <Group gap="md" mt="xs">
            <DutiesLink filters={{ class: schoolClass.id, status: 'overdue' }}>
              {words.classes.overdue(duties.overdue)}
            </DutiesLink>
            <DutiesLink filters={{ class: schoolClass.id, status: 'due_soon' }}>
              {words.classes.soon(duties.soon)}
            </DutiesLink>
            <DutiesLink filters={{ class: schoolClass.id, status: 'open' }}>
              {words.classes.open(duties.open)}
            </DutiesLink>
          </Group>
        </Paper>
      )}
      {flags && (
        <Paper withBorder p="md">
          <Title order={2}>{words.classes.flags}</Title>
          <Group gap="md" mt="xs">
            {flags.length === 0 && <Text c="dimmed">{words.classes.noFlags}</Text>}
            {flags.map(({ level, count }) => (
              <Anchor key={level} component={Link} to="/flags" search={ofClass as never}>
                {words.classes.flagLevel(words.common.level[level] ?? String(level), count)}
              </Anchor>
            ))}
          </Group>
        </Paper>
      )}
    </SimpleGrid>
  )
}

function OtherYears({ shown: { otherYears } }: { shown: ClassShown }) {
  const { words } = useLanguage()
  if (otherYears.length === 0) return null
  return (
    <Text size="sm">
      {words.classes.otherYears}:{' '}
      {otherYears.map(({ id, name, schoolYear }, no) => (
        <span key={id}>
          {no > 0 && ', '}
          <Anchor component={Link} to={`/classes/${id}`} size="sm">
            {name}, {schoolYear}
          </Anchor>
        </span>
      ))}
    </Text>
  )
}

/** Where a class teacher asks for a waiver. */
function WaiversLink() {
  const { classes } = useWords()
  if (!useMay()('read', 'waivers')) return null
  return (
    <Anchor component={Link} to="/waivers" size="sm">
      {classes.waivers}
    </Anchor>
  )
}
