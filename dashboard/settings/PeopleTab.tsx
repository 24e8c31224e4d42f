import { Button, Checkbox, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { dayFull, instantText } from '../parts/dates.ts'
import { useFilters } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { AddPerson } from './PeopleAdd.tsx'
import { PersonDialog } from './PeopleDialog.tsx'

export type Person = Answer<'GET /api/people'>['people'][number]

/** People who work here: roles, sign-ins, links. */
export default function PeopleTab() {
  const { people } = useWords()
  const may = useMay()
  const query = useQuery({ queryKey: ['people'], queryFn: () => call('GET /api/people') })
  const [{ staff }, setFilters] = useFilters<{ staff?: string | undefined }>()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={2}>{people.title}</Title>
        {may('write', 'people') && (
          <AddPerson people={query.data?.people ?? []} onAdded={(id) => setFilters({ staff: String(id) })} />
        )}
      </Group>
      {!may('write', 'people') && (
        <Text size="sm" c="dimmed">
          {people.addedBy}
        </Text>
      )}
      <Loaded query={query}>
        {({ people }) => (
          <>
            <List people={people} onOpen={(id) => setFilters({ staff: String(id) })} />
            <PersonDialog
              person={people.find(({ id }) => String(id) === staff)}
              onClose={() => setFilters({ staff: undefined })}
            />
          </>
        )}
      </Loaded>
    </Stack>
  )
}

function List({ people, onOpen }: { people: readonly Person[]; onOpen: (id: number) => void }) {
  const { words } = useLanguage()
  const { people: say } = words
  const { today } = useMe()
  const [text, setText] = useState('')
  const [withFormer, setWithFormer] = useState(false)
  const shown = people.filter(
    ({ name, leftOn }) =>
      name.toLowerCase().includes(text.trim().toLowerCase()) && (withFormer || leftOn === null || leftOn >= today),
  )
  return (
    <Stack>
      <Group align="flex-end">
        <TextInput label={say.find} value={text} onChange={({ currentTarget: { value } }) => setText(value)} />
        <Checkbox
          label={say.withFormer}
          checked={withFormer}
          onChange={({ currentTarget: { checked } }) => setWithFormer(checked)}
        />
      </Group>
      {shown.length === 0 ? (
        <Text c="dimmed">{say.noOne}</Text>
      ) : (
        <TableBox label={say.caption} head={[say.name, say.roles, say.classes, say.account, say.open]} minWidth={720}>
          {shown.map((person) => (
            <Row key={person.id} person={person} onOpen={() => onOpen(person.id)} />
          ))}
        </TableBox>
      )}
    </Stack>
  )
}

function Row({ person, onOpen }: { person: Person; onOpen: () => void }) {
  const { words, lang } = useLanguage()
  const { people: say } = words
  const { today } = useMe()
  const roles = person.roles.filter(({ from, to }) => from <= today && (to === null || to >= today))
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {person.name}
        {person.leftOn !== null && (
          <Text size="xs" c="dimmed">
            {say.former(dayFull(person.leftOn, lang))}
          </Text>
        )}
      </Table.Th>
      <Table.Td>{roles.map(({ role }) => words.common.role[role] ?? role).join(', ')}</Table.Td>
      <Table.Td>{person.classes.join(', ')}</Table.Td>
      <Table.Td>
        <AccountState account={person.account} />
      </Table.Td>
      <Table.Td>
        <Button size="compact-sm" variant="default" onClick={onOpen} aria-label={say.openOne(person.name)}>
          {say.open}
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}

export function AccountState({ account }: { account: Person['account'] }) {
  const { words, lang } = useLanguage()
  const { people: say } = words
  const { timeZone } = useMe().school
  if (account === null)
    return (
      <Text size="sm" c="dimmed">
        {say.state.none}
      </Text>
    )
  const { isDisabled, hasPassword, hasSecondFactor, seenAt } = account
  const state = isDisabled ? 'closed' : hasSecondFactor ? 'second' : hasPassword ? 'open' : 'invited'
  return (
    <>
      <Text size="sm">
        {account.login} · {say.state[state]}
      </Text>
      <Text size="xs" c="dimmed">
        {seenAt === null ? say.neverSeen : say.seen(instantText(seenAt, lang, timeZone))}
      </Text>
    </>
  )
}
