import { Alert, Anchor, AppShell, Burger, Group, Modal, NavLink, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { CallError, sessionEnded } from '../call.ts'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { type Me, MeContext, useMe, useSession } from '../session/me.tsx'
import { SecondStepPage } from '../session/SecondStep.tsx'
import { SignInForm, SignInPage } from '../session/SignIn.tsx'
import { useLanguage } from '../words/language.tsx'
import { navOf } from './nav.ts'
import { TopBar } from './TopBar.tsx'

/** The frame of every screen: who is signed in, where one can go, which day is looked at. */
export function Shell() {
  const session = useSession()
  const isOut = session.error instanceof CallError && session.error.status === 401
  if (isOut && session.data === undefined) return <SignInPage />
  return (
    <Loaded query={session}>{(me) => (me.needsSecondFactor ? <SecondStepPage me={me} /> : <Frame me={me} />)}</Loaded>
  )
}

function Frame({ me }: { me: Me }) {
  const { words } = useLanguage()
  const [isOpen, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  useEffect(close, [pathname, close])
  return (
    <MeContext value={me}>
      <a className="skip" href="#content">
        {words.shell.skip}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
        padding="md"
      >
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="xs" wrap="nowrap">
              <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.shell.menu} />
              <Anchor component={Link} to="/" fw={700} c="inherit" underline="never">
                {words.shell.product}
              </Anchor>
              <Text size="sm" c="dimmed" visibleFrom="md" truncate>
                {me.school.name}
              </Text>
            </Group>
            <TopBar />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label={words.shell.menu}>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <Stack gap="md">
            <PastNotice />
            <Outlet />
          </Stack>
        </AppShell.Main>
      </AppShell>
      <SignInAgain />
    </MeContext>
  )
}

function Navigation() {
  const { words } = useLanguage()
  const { pathname } = useLocation()
  const on = useOn()
  return navOf(useMe()).map(({ key, to }) => (
    <NavLink
      key={key}
      component={Link}
      to={to}
      search={(on ? { on } : {}) as never}
      label={words.shell.nav[key]}
      active={pathname.startsWith(to)}
      aria-current={pathname.startsWith(to) ? 'page' : undefined}
    />
  ))
}

function PastNotice() {
  const { words, lang } = useLanguage()
  const on = useOn()
  const me = useMe()
  if (on === undefined || on === me.today) return null
  return <Alert color="gray">{words.shell.past(dayFull(on, lang))}</Alert>
}

/** The session ended while the page was open: signing in again leaves everything that was typed where it is. */
function SignInAgain() {
  const { words } = useLanguage()
  const [isEnded, setIsEnded] = useState(false)
  useEffect(() => {
    const tell = () => setIsEnded(true)
    sessionEnded.addEventListener('ended', tell)
    return () => sessionEnded.removeEventListener('ended', tell)
  }, [])
  return (
    <Modal
      opened={isEnded}
      onClose={() => setIsEnded(false)}
      title={words.session.title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Stack>
        <Text size="sm">{words.session.again}</Text>
        <SignInForm onDone={() => setIsEnded(false)} />
      </Stack>
    </Modal>
  )
}
