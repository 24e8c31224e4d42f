import { Button, Group, Menu, TextInput, useMantineColorScheme } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../call.ts'
import { useFilters } from '../parts/filters.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'

/** Day, person, language, theme. */
export function TopBar() {
  return (
    <Group gap="xs" wrap="nowrap">
      <DayPicker />
      <PersonMenu />
    </Group>
  )
}

/** The day that every page looks at; moved back, a page shows what was known then. */
function DayPicker() {
  const { words } = useLanguage()
  const me = useMe()
  const [{ on }, setFilters] = useFilters<{ on?: string | undefined }>()
  return (
    <TextInput
      type="date"
      size="xs"
      aria-label={words.shell.day}
      value={on ?? me.today}
      max={me.today}
      onChange={({ currentTarget: { value } }) =>
        setFilters({ on: value === me.today || value === '' ? undefined : value })
      }
      visibleFrom="xs"
    />
  )
}

function PersonMenu() {
  const { words, lang, setLang } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const me = useMe()
  const client = useQueryClient()
  const signOut = async () => {
    await call('DELETE /api/session').catch(() => {})
    client.clear()
    location.assign('/')
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md">
          {shortName(me.name)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.roles.map((role) => words.common.role[role] ?? role).join(', ')}</Menu.Label>
        <Menu.Item component={Link} to="/account">
          {words.shell.account}
        </Menu.Item>
        <Menu.Label>{words.shell.language}</Menu.Label>
        <Menu.Item onClick={() => setLang(lang === 'ru' ? 'en' : 'ru')}>
          {lang === 'ru' ? 'English' : 'Русский'}
        </Menu.Item>
        <Menu.Label>{words.shell.theme}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)} aria-current={scheme === colorScheme}>
            {words.shell.themes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{words.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** «Иванова М. П.» of a full name. */
export function shortName(name: string): string {
  const [family = '', ...rest] = name.split(' ')
  return [family, ...rest.map((part) => `${part.slice(0, 1)}.`)].join(' ')
}
