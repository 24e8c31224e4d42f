import { Anchor, Button, Group, List, NativeSelect, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Body, call } from '../call.ts'
import { DayField } from '../parts/DayField.tsx'
import { dayFull } from '../parts/dates.ts'
import { useMay, useMe } from '../session/me.tsx'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import type { Person } from './PeopleTab.tsx'

type Role = Body<'POST /api/people/{id}/roles'>['role']
type Held = Person['roles'][number]

/** Roles of a person over time: given from a day, ended on a day. */
export function RolesPart({ person, mayChange }: { person: Person; mayChange: boolean }) {
  const { words, lang } = useLanguage()
  const { people: say } = words
  const { today } = useMe()
  const client = useQueryClient()
  const { error, isBusy, submit } = useSubmit()
  const params = { id: person.id }
  const end = ({ role, from }: Held, to: string | null) =>
    submit(async () => {
      await call('PUT /api/people/{id}/roles', { params, body: { role, from, to } })
      await client.invalidateQueries({ queryKey: ['people'] })
    })
  return (
    <Stack>
      <Told error={error} />
      {person.roles.length === 0 && <Text size="sm">{say.noRoles}</Text>}
      <List listStyleType="none" spacing="xs">
        {person.roles.map((held) => {
          const role = words.common.role[held.role] ?? held.role
          const isOpen = held.to === null
          return (
            <List.Item key={`${held.role} ${held.from}`}>
              <Group gap="sm">
                <Text size="sm">
                  {say.held(role, dayFull(held.from, lang), held.to === null ? null : dayFull(held.to, lang))}
                </Text>
                {mayChange && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    disabled={isBusy}
                    aria-label={isOpen ? say.endOne(role) : undefined}
                    onClick={() => end(held, isOpen ? laterOf(held.from, today) : null)}
                  >
                    {isOpen ? say.end : say.resume}
                  </Button>
                )}
              </Group>
            </List.Item>
          )
        })}
      </List>
      {mayChange && <GiveRole person={person} />}
    </Stack>
  )
}

function GiveRole({ person }: { person: Person }) {
  const { words } = useLanguage()
  const { people: say, common } = words
  const client = useQueryClient()
  const [role, setRole] = useState<Role>('subjectTeacher')
  const [from, setFrom] = useState(useMe().today)
  const { error, isBusy, submit } = useSubmit()
  const give = async () => {
    await call('POST /api/people/{id}/roles', { params: { id: person.id }, body: { role, from } })
    await client.invalidateQueries({ queryKey: ['people'] })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit(give)
      }}
    >
      <Stack gap="xs">
        <Told error={error} />
        <Group align="flex-end">
          <NativeSelect
            label={say.role}
            value={role}
            onChange={({ currentTarget: { value } }) => setRole(value as Role)}
            data={Object.entries(common.role).map(([value, label]) => ({ value, label }))}
          />
          <DayField label={say.from} value={from} onDay={setFrom} required />
          <Button type="submit" variant="default" loading={isBusy}>
            {say.give}
          </Button>
        </Group>
        {role === 'classTeacher' && <ClassIsGiven />}
      </Stack>
    </form>
  )
}

/** A role is no class yet: where the class is given, or by whom. */
function ClassIsGiven() {
  const { people: say } = useWords()
  const mayOpen = useMay()('read', 'roster')
  return mayOpen ? (
    <Anchor component={Link} to="/classes" size="sm">
      {say.teacherSay}
    </Anchor>
  ) : (
    <Text size="sm" c="dimmed">
      {`${say.teacherSay}: ${say.teacherBy}.`}
    </Text>
  )
}

function laterOf(one: string, other: string): string {
  return one > other ? one : other
}
