import { Alert, Anchor, AppShell, Burger, Button, Group, NavLink, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { CallError, sessionEnded } from '../call.ts'
import { dayFull, lookFrom } from '../parts/dates.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { type Me, MeContext, useMe, useSession } from '../session/me.tsx'
import { SecondStepPage } from '../session/SecondStep.tsx'
import { SignInPage } from '../session/SignIn.tsx'
import { useLanguage } from '../words/language.tsx'
import { Freshness } from './Freshness.tsx'
import { navOf } from './nav.ts'
import { DayPicker, TopBar } from './TopBar.tsx'

/** The frame of every screen: who is signed in, where one can go, which day is looked at. */
export function Shell() {
  const session = useSession()
  const { data } = session
  const [known, setKnown] = useState<Me>()
  // Who signs in again halfway keeps the page as it was: what was typed stands there.
  if (data && !data.needsSecondFactor && data !== known) setKnown(data)
  if (known) return <Frame me={known} isHalfway={data?.needsSecondFactor === true} />
  const isOut = session.error instanceof CallError && session.error.status === 401
  if (isOut && data === undefined) return <SignInPage />
  return <Loaded query={session}>{(me) => <SecondStepPage me={me} />}</Loaded>
}

function Frame({ me, isHalfway }: { me: Me; isHalfway: boolean }) {
  const { words } = useLanguage()
  const [isOpen, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  useEffect(close, [pathname, close])
  lookFrom(useOn() ?? me.today)
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
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="sm"
                size="md"
                aria-label={words.shell.menu}
                aria-expanded={isOpen}
              />
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
          <Aside />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <Stack gap="md">
            {me.school.isDemo && (
              <Text size="sm" c="dimmed" role="note">
                {words.shell.demo}
              </Text>
            )}
            <PastNotice />
            <Screen />
          </Stack>
        </AppShell.Main>
      </AppShell>
      <SignInAgain isHalfway={isHalfway} />
    </MeContext>
  )
}

/** The screen, on a day that is over or today: another day is taken out of the address first. */
function Screen() {
  const [{ on }, setFilters] = useFilters<{ on?: string | undefined }>()
  const isStray = on !== undefined && on >= useMe().today
  const left = useRef<string>(undefined)
  useEffect(() => {
    // Once for a day: the page is drawn again while the address changes.
    if (!isStray || left.current === on) return
    left.current = on
    setFilters({ on: undefined })
  })
  return isStray ? null : <Outlet />
}

function Navigation() {
  const { words } = useLanguage()
  const { pathname } = useLocation()
  return navOf(useMe()).map(({ key, to }) => (
    <NavLink
      key={key}
      component={Link}
      to={to}
      label={words.shell.nav[key]}
      active={pathname.startsWith(to)}
      aria-current={pathname.startsWith(to) ? 'page' : undefined}
    />
  ))
}

/** What the top bar has no room for on a phone: the day and the freshness of the data. */
function Aside() {
  const { words } = useLanguage()
  return (
    <>
      <Stack gap="sm" mt="md" px="sm" hiddenFrom="sm">
        <Text size="sm" c="dimmed">
          {words.shell.lookAt}
        </Text>
        <DayPicker />
      </Stack>
      <Text component="div" size="sm" c="dimmed" mt="md" px="sm" hiddenFrom="lg">
        <Freshness />
      </Text>
    </>
  )
}

function PastNotice() {
  const { words, lang } = useLanguage()
  const [{ on }, setFilters] = useFilters<{ on?: string | undefined }>()
  const me = useMe()
  if (on === undefined || on >= me.today) return null
  return (
    <Alert color="gray">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{words.shell.past(dayFull(on, lang))}</Text>
        <Button variant="default" h={44} className="no-print" onClick={() => setFilters({ on: undefined })}>
          {words.shell.backToToday}
        </Button>
      </Group>
    </Alert>
  )
}

/** The session ended while the page was open, or owes its second step: the way in again is fetched then. */
function SignInAgain({ isHalfway }: { isHalfway: boolean }) {
  const [isEnded, setIsEnded] = useState(false)
  useEffect(() => {
    const tell = () => setIsEnded(true)
    sessionEnded.addEventListener('ended', tell)
    return () => sessionEnded.removeEventListener('ended', tell)
  }, [])
  useEffect(() => {
    if (isHalfway) setIsEnded(true)
  }, [isHalfway])
  if (!isEnded) return null
  return (
    <Suspense>
      <Again onClose={() => setIsEnded(false)} />
    </Suspense>
  )
}

const Again = lazy(() => import('./Again.tsx'))
