import { Anchor, Group, Text } from '@mantine/core'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  retainSearchParams,
} from '@tanstack/react-router'
import { CallError, offline } from './call.ts'
import { Page } from './parts/Page.tsx'
import { useMe } from './session/me.tsx'
import { readSearch } from './shell/address.ts'
import { NoClass } from './shell/NoClass.tsx'
import { awaitsClass, homeOf } from './shell/nav.ts'
import { Shell } from './shell/Shell.tsx'
import { useLanguage, useWords } from './words/language.tsx'

const root = createRootRoute({
  validateSearch: readSearch,
  // The day that is looked at goes with the person from page to page.
  search: { middlewares: [retainSearchParams<Record<string, string>>(['on'])] },
  notFoundComponent: NotFound,
  errorComponent: Crashed,
})
/** Screens of people who are signed in. */
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Shell })

/** The code of a screen. Where the server is out of reach that is said in the frame: a reload would leave nothing of the page. */
async function reached<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const isThere = await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' }).catch(() => undefined)
    throw isThere ? error : new CallError(0, 'offline', offline)
  }
}

const screen = (path: string, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(() => reached(load)) })

/** Where there is no school yet, and so nobody to sign in. */
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./setup/Setup.tsx')),
})

const home = createRoute({ getParentRoute: () => inside, path: '/', component: Home })

/** Every screen, by its address. */
const screens = [
  screen('/my-class', () => import('./my-class/MyClass.tsx')),
  screen('/my-class/review', () => import('./my-class/Review.tsx')),
  screen('/overview', () => import('./overview/Overview.tsx')),
  screen('/flags', () => import('./flags/Flags.tsx')),
  screen('/flags/$id', () => import('./flags/FlagPage.tsx')),
  screen('/cases', () => import('./cases/Cases.tsx')),
  screen('/cases/$id', () => import('./cases/Case.tsx')),
  screen('/duties', () => import('./duties/Duties.tsx')),
  screen('/duties/$key', () => import('./duties/Duty.tsx')),
  screen('/monday', () => import('./documents/Monday.tsx')),
  screen('/family', () => import('./family/Family.tsx')),
  screen('/classes', () => import('./classes/Classes.tsx')),
  screen('/classes/roll-over', () => import('./classes/RollOver.tsx')),
  screen('/classes/$id', () => import('./classes/Class.tsx')),
  screen('/waivers', () => import('./waivers/Waivers.tsx')),
  screen('/regulation', () => import('./regulation/Regulation.tsx')),
  screen('/regulation/$point', () => import('./regulation/Point.tsx')),
  screen('/regulation/rules', () => import('./regulation/Rules.tsx')),
  screen('/regulation/rules/$id', () => import('./regulation/Rule.tsx')),
  screen('/imports', () => import('./imports/Imports.tsx')),
  screen('/settings', () => import('./settings/Settings.tsx')),
  screen('/pupils/$id', () => import('./pupil/Pupil.tsx')),
  screen('/interactions', () => import('./interactions/Interactions.tsx')),
  screen('/interactions/new', () => import('./interactions/NewInteraction.tsx')),
  screen('/interactions/$id', () => import('./interactions/Interaction.tsx')),
  screen('/account', () => import('./session/Account.tsx')),
  createRoute({ getParentRoute: () => inside, path: '$', component: NotFound }),
]

/** Outside the frame: whoever follows a one-time link is not signed in. */
const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./session/SetPassword.tsx')),
})

export const router = createRouter({
  routeTree: root.addChildren([setup, password, inside.addChildren([home, ...screens])]),
  defaultPreload: 'intent',
  defaultErrorComponent: Crashed,
  // Plain text in the address: `?class=7Б`, without quotes.
  parseSearch: (text) => readSearch(Object.fromEntries(new URLSearchParams(text))),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ).toString()
    return text === '' ? '' : `?${text}`
  },
})

function Home() {
  const me = useMe()
  return awaitsClass(me) ? <NoClass /> : <Navigate to={homeOf(me)} replace />
}

function NotFound() {
  const { shell } = useWords()
  return (
    <Page title={shell.notFound}>
      <Text>{shell.notFoundSay}</Text>
      <WayHome />
    </Page>
  )
}

/** A page that broke stands within the frame where there is one: the menu still leads on. */
function Crashed({ error }: { error: unknown }) {
  const { words, lang } = useLanguage()
  const { shell, common } = words
  const told = error instanceof CallError ? error.said[lang] : undefined
  return (
    <Page title={told ? common.failed : shell.crashedTitle}>
      <Text role="alert">{told ?? shell.crashed}</Text>
      <Group gap="lg">
        <Anchor href={location.href}>{shell.reload}</Anchor>
        <WayHome />
      </Group>
    </Page>
  )
}

/** A whole new page: what broke is gone. */
function WayHome() {
  return <Anchor href="/">{useWords().shell.toHome}</Anchor>
}
