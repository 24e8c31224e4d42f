import { Anchor, Group, List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Answer, call } from '../call.ts'
import { FlagCard } from '../my-class/FlagCard.tsx'
import { useFocusNext } from '../my-class/useFocusNext.ts'
import { dayFull, dayLong, instantText } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useCodes, useMe } from '../session/me.tsx'
import { shortName } from '../shell/TopBar.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { History } from './History.tsx'
import { Thresholds } from './Thresholds.tsx'
import { ToReasons } from './ToReasons.tsx'
import { UndoDecision } from './UndoDecision.tsx'

export type Whole = Answer<'GET /api/flags/{id}'>

/** A flag with everything behind it: why, by which rule and thresholds, on which records, what would change it, its history. */
export default function FlagPage() {
  const { id } = useParams({ strict: false })
  const { flags } = useLanguage().words
  const on = useOn()
  const query = useQuery({
    queryKey: ['flags', 'one', id, on],
    queryFn: () => call('GET /api/flags/{id}', { params: { id: Number(id) }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Page
      title={query.data ? headingOf(query.data, flags.wholeClass) : flags.title}
      aside={
        <Anchor component={Link} to="/flags" className="no-print">
          {flags.page.back}
        </Anchor>
      }
    >
      <Loaded query={query}>{(flag) => <Content flag={flag} />}</Loaded>
    </Page>
  )
}

function headingOf({ pupil, class: { name } }: Whole, wholeClass: string): string {
  return `${pupil?.name ?? wholeClass}, ${name}`
}

function Content({ flag }: { flag: Whole }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { page } = words.flags
  const { school } = useMe()
  const { computed } = flag
  const areCodesShown = useCodes()
  useFocusNext(flag.mayDecide ? [flag.id] : [], 'h1')
  return (
    <Stack gap="lg" maw={860}>
      <Ended flag={flag} />
      <FlagCard flag={flag} isWhole isEnded={!flag.isOpen} />
      {flag.isOpen && (
        <Text size="sm" c="dimmed">
          {page.computed(dayLong(computed.on, lang), instantText(computed.at, lang, school.timeZone))}
        </Text>
      )}
      {flag.mayUndo && <UndoDecision id={flag.id} />}
      <Part title={page.compared}>
        <List size="sm" listStyleType="none" spacing={2}>
          {flag.lines[lang].map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Part>
      <Thresholds flag={flag} />
      {(flag.isOpen || flag.records.length > 0) && <Records flag={flag} />}
      {flag.isOpen && <ToReasons flag={flag} />}
      <Members flag={flag} />
      {flag.isOpen && (
        <Part title={page.clears}>
          <Text>{say(flag.clears)}</Text>
        </Part>
      )}
      {say(flag.unknown) !== '' && (
        <Part title={page.unknown}>
          <Text>{say(flag.unknown)}</Text>
        </Part>
      )}
      {flag.harmless.length > 0 && (
        <Part title={page.harmless}>
          <List size="sm">
            {flag.harmless.map((each) => (
              <List.Item key={each.en}>{say(each)}</List.Item>
            ))}
          </List>
        </Part>
      )}
      <Part title={page.revision}>
        <Text title={`${flag.rule}, ${flag.revision.hash.slice(0, 12)}`}>
          <Anchor component={Link} to={`/regulation/rules/${flag.rule}`} inherit>
            {page.revisionFrom(say(flag.title), flag.revision.from ? dayFull(flag.revision.from, lang) : '–')}
          </Anchor>
          {areCodesShown && ` · ${flag.rule}, ${flag.revision.hash.slice(0, 12)}`}
        </Text>
      </Part>
      <History flag={flag} />
    </Stack>
  )
}

/** That a flag is over, and by whose word: who dismissed it, when and why. */
function Ended({ flag: { isOpen, endedOn, history } }: { flag: Whole }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { page } = words.flags
  if (isOpen || endedOn === null) return null
  const end = history.findLast(({ kind }) => kind === 'ended')
  if (end === undefined || end.actor === null) return <Text fw={600}>{page.ended(dayLong(endedOn, lang))}</Text>
  return (
    <div>
      <Text fw={600}>{page.dismissed(dayLong(endedOn, lang), end.actor)}</Text>
      <Text>{[...end.reasons.map(say), ...(end.note === null ? [] : [end.note])].join('. ')}</Text>
    </div>
  )
}

/** A section with a heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={6} component="section">
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  )
}

function Records({ flag }: { flag: Whole }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { page } = words.flags
  return (
    <Part title={page.records}>
      {flag.records.length === 0 && <Text c="dimmed">{page.noRecords}</Text>}
      {flag.records.map(({ label, records, more }) => (
        <Stack key={label.en} gap={4}>
          <Text fw={600} size="sm">
            {say(label)}
          </Text>
          <List size="sm" spacing={2}>
            {records.map((record, no) => (
              <List.Item key={no}>
                {dayLong(record.on, lang)}: {record[lang]}
              </List.Item>
            ))}
          </List>
          {more > 0 && (
            <Text size="sm" c="dimmed">
              {page.more(more)}
            </Text>
          )}
        </Stack>
      ))}
    </Part>
  )
}

function Members({ flag }: { flag: Whole }) {
  const { page } = useLanguage().words.flags
  if (flag.members.length === 0) return null
  return (
    <Part title={page.members}>
      <Group gap="sm">
        {flag.members.map(({ id, pupil }) => (
          <Anchor key={id} component={Link} to={`/flags/${id}`} size="sm" py={6} className="tap">
            {shortName(pupil.name)}
          </Anchor>
        ))}
      </Group>
    </Part>
  )
}
