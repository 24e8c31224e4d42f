import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useFilters } from '../parts/filters.ts'
import { Page } from '../parts/Page.tsx'
import { useMe } from '../session/me.tsx'
import { WaiverList } from '../waivers/WaiverList.tsx'
import { useWords } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'

const CalendarTab = lazy(() => import('./CalendarTab.tsx'))
const AnswersTab = lazy(() => import('./AnswersTab.tsx'))
const ChannelsTab = lazy(() => import('./ChannelsTab.tsx'))
const PeopleTab = lazy(() => import('./PeopleTab.tsx'))
const AuditTab = lazy(() => import('./AuditTab.tsx'))

type TabKey = keyof Words['settings']['tabs']
/** `reach` is what the tab asks of the right; `role` is shown it all the same. */
type TabOf = { key: TabKey; group: string; reach?: string; role?: string; Body: React.ComponentType }
const tabs: readonly TabOf[] = [
  { key: 'school', group: 'settings', Body: CalendarTab },
  { key: 'answers', group: 'settings', Body: AnswersTab },
  { key: 'channels', group: 'settings', Body: ChannelsTab },
  { key: 'waivers', group: 'waivers', reach: 'all', Body: WaiverList },
  { key: 'people', group: 'people', Body: PeopleTab },
  { key: 'audit', group: 'audit', reach: 'all', role: 'systemAdmin', Body: AuditTab },
]

/** What the school decides for itself, in tabs; nothing that the person may not open. */
export default function Settings() {
  const { shell, settings } = useWords()
  const { reads, roles } = useMe()
  const [{ tab }, setFilters] = useFilters<{ tab?: string | undefined }>()
  const open = tabs.filter(
    ({ group, reach, role }) =>
      reads[group] !== undefined &&
      (reach === undefined || reads[group] === reach || (role !== undefined && roles.includes(role))),
  )
  const chosen = open.find(({ key }) => key === tab) ?? open[0]
  if (!chosen) return <Page title={shell.nav.settings}>{null}</Page>
  const { Body } = chosen
  const choose = (key: string | null) => setFilters(leavingOnly(key))
  return (
    <Page title={shell.nav.settings}>
      <Tabs value={chosen.key} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          {open.map(({ key }) => (
            <Tabs.Tab key={key} value={key}>
              {settings.tabs[key]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={chosen.key}>
          <Suspense fallback={null}>
            <Body />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

/** Filters of one tab mean nothing to another. */
function leavingOnly(key: string | null) {
  return { tab: key ?? undefined, state: undefined, page: undefined }
}
