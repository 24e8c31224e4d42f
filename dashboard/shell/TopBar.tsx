import { Button, Group, Menu, Text, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { DayField } from '../parts/DayField.tsx'
import { useFilters } from '../parts/filters.ts'
import { useLeave } from '../session/leave.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { Freshness } from './Freshness.tsx'

/** Freshness of the data, search, day, person, language, theme. */
export function TopBar() {
  return (
    <Group gap="xs" wrap="nowrap">
      <Text component="div" size="sm" c="dimmed" visibleFrom="lg" style={{ whiteSpace: 'nowrap' }}>
        <Freshness />
      </Text>
      <SearchButton />
      <Group visibleFrom="sm">
        <DayPicker />
      </Group>
      <PersonMenu />
    </Group>
  )
}

/** Fetched when somebody searches. */
const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }))

function SearchButton() {
  const { shell } = useLanguage().words
  const [isOpen, { open, close }] = useDisclosure()
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <Button variant="default" size="compact-md" h={44} onClick={open} aria-keyshortcuts="Control+K">
        <svg viewBox="0 0 16 16" width={16} height={16} aria-hidden="true">
          <circle cx="6.5" cy="6.5" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="m10 10 4.5 4.5" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
        </svg>
        <Text span size="sm" c="dimmed" visibleFrom="md" ml={8}>
          {shell.searchShort} · Ctrl K
        </Text>
        <VisuallyHidden>{shell.search}</VisuallyHidden>
      </Button>
      {isOpen && (
        <Suspense>
          <Palette isOpen onClose={close} />
        </Suspense>
      )}
    </>
  )
}

/** The day that every page looks at; moved back, a page shows what was known then. */
export function DayPicker() {
  const { words } = useLanguage()
  const me = useMe()
  const [{ on }, setFilters] = useFilters<{ on?: string | undefined }>()
  return (
    <DayField
      size="sm"
      w={210}
      aria-label={words.shell.day}
      isTight
      before={`${words.shell.on} `}
      value={on ?? me.today}
      min={me.firstDay}
      max={me.today}
      onDay={(day) => setFilters({ on: day === me.today || day === '' ? undefined : day })}
    />
  )
}

function PersonMenu() {
  const { words, lang, setLang } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const me = useMe()
  const leave = useLeave()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" h={44}>
          <Text span size="sm" visibleFrom="sm">
            {shortName(me.name)}
          </Text>
          <Text span size="sm" hiddenFrom="sm">
            {initialsOf(me.name)}
          </Text>
          <VisuallyHidden>{me.name}</VisuallyHidden>
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
        <Menu.Item onClick={() => void leave()}>{words.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** «Иванова М. П.» of a full name. */
export function shortName(name: string): string {
  const [family = '', ...rest] = name.split(' ')
  return [family, ...rest.map((part) => `${part.slice(0, 1)}.`)].join(' ')
}

/** «ИМ» of a full name, where there is no room for more. */
function initialsOf(name: string): string {
  return name
    .split(' ')
    .slice(0, 2)
    .map((part) => part.slice(0, 1))
    .join('')
}
