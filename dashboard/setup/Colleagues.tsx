import { Button, Checkbox, CopyButton, Group, SimpleGrid, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Body, call } from '../call.ts'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { TableBox } from '../parts/TableBox.tsx'
import { useSubmit } from '../session/submit.ts'
import { Told } from '../session/Told.tsx'
import { useWords } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { textOf } from './draft.ts'

type Role = NonNullable<Body<'POST /api/people'>['roles']>[number]
type Invited = { id: number; name: string; login: string; address: string }
type Wrong = Partial<Record<'name' | 'login' | 'roles', string>>

/** Colleagues one by one, each with the own link to the first sign-in; links are shown here alone. */
export function Colleagues() {
  const { setup } = useWords()
  const { colleagues: text } = setup
  const [invited, setInvited] = useState<readonly Invited[]>([])
  return (
    <Stack component="section" aria-labelledby="colleagues">
      <Title order={2} id="colleagues">
        {text.title}
      </Title>
      <Text className="no-print">{text.lead}</Text>
      <Add onInvited={(one) => setInvited([...invited, one])} />
      {invited.length > 0 && <Links invited={invited} />}
    </Stack>
  )
}

function Add({ onInvited }: { onInvited: (one: Invited) => void }) {
  const { setup } = useWords()
  const { colleagues: text } = setup
  const [roles, setRoles] = useState<Role[]>([])
  const [wrong, setWrong] = useState<Wrong>()
  const { error, isBusy, submit } = useSubmit()
  const form = useFirstWrong(wrong)
  const add = async (given: HTMLFormElement, name: string, login: string) => {
    const { id, link } = await call('POST /api/people', { body: { name, login, roles } })
    if (link) onInvited({ id, name, login, address: `${location.origin}${link.path}` })
    given.reset()
    setRoles([])
    given.querySelector('input')?.focus()
  }
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const [name, login] = [textOf(given, 'name'), textOf(given, 'login').toLowerCase()]
    const found = wrongOf(name, login, roles, text)
    setWrong(found)
    const { currentTarget } = event
    if (Object.keys(found).length === 0) submit(() => add(currentTarget, name, login))
  }
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="no-print">
      <Stack align="flex-start">
        <TextInput name="name" label={text.name} error={wrong?.name} autoComplete="off" required w="100%" />
        <TextInput
          name="login"
          label={text.login}
          description={text.loginHint}
          error={wrong?.login}
          autoComplete="off"
          autoCapitalize="none"
          required
          w="100%"
        />
        <Roles roles={roles} error={wrong?.roles} onRoles={setRoles} />
        <Told error={error} />
        <Button type="submit" variant="default" loading={isBusy}>
          {text.add}
        </Button>
      </Stack>
    </form>
  )
}

type RolesProps = { roles: Role[]; error: string | undefined; onRoles: (roles: Role[]) => void }

function Roles({ roles, error, onRoles }: RolesProps) {
  const { setup, common, people } = useWords()
  return (
    <Checkbox.Group
      label={setup.colleagues.roles}
      description={roles.includes('classTeacher') ? people.teacherSay : undefined}
      error={error}
      value={roles}
      onChange={onRoles}
      required
      w="100%"
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
        {Object.entries(common.role).map(([role, label]) => (
          <Checkbox key={role} value={role} label={label} aria-invalid={error !== undefined || undefined} />
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  )
}

function Links({ invited }: { invited: readonly Invited[] }) {
  const { setup, people } = useWords()
  const { colleagues: text } = setup
  const all = invited.map(({ name, login, address }) => `${name}, ${login}: ${address}`).join('\n')
  return (
    <Stack>
      <Text role="status">{text.once(invited.length)}</Text>
      <TableBox label={text.links} head={[text.name, text.login, people.link]} minWidth={280}>
        {invited.map(({ id, name, login, address }) => (
          <Table.Tr key={id}>
            <Table.Th scope="row" fw={500}>
              {name}
            </Table.Th>
            <Table.Td>{login}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{address}</Table.Td>
          </Table.Tr>
        ))}
      </TableBox>
      <Group className="no-print">
        <CopyButton value={all}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? people.copied : text.copyAll}</Button>}
        </CopyButton>
        <Button variant="default" onClick={() => window.print()}>
          {text.print}
        </Button>
      </Group>
    </Stack>
  )
}

function wrongOf(name: string, login: string, roles: readonly Role[], text: Words['setup']['colleagues']): Wrong {
  return {
    ...(!/^\S+\s+\S+/.test(name) && { name: text.noName }),
    ...(!/^[a-z0-9][a-z0-9._@-]{2,99}$/.test(login) && { login: text.noLogin }),
    ...(roles.length === 0 && { roles: text.noRole }),
  }
}
