import { Anchor, Box, Button, Group, NativeSelect, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, call, type Query } from '../call.ts'
import { FlagCard, useDone } from '../my-class/FlagCard.tsx'
import { dayLong, dayShort } from '../parts/dates.ts'
import { useFilters } from '../parts/filters.ts'
import { Level } from '../parts/Level.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'

type List = Answer<'GET /api/flags'>
type Filters = Partial<Record<'on' | 'class' | 'domain' | 'level' | 'rule' | 'state', string | undefined>>
type Named = { id: number; name: string }
type Rules = readonly { rule: string; title: { ru: string; en: string } }[]

/** The list by name, as far as the person's right goes; what is beyond it stands as numbers. */
export function FlagTable({ classes, rules }: { classes: readonly Named[]; rules: Rules }) {
  const { flags } = useLanguage().words
  const { reads } = useMe()
  const [filters] = useFilters<Filters>()
  const query = useQuery({
    queryKey: ['flags', 'list', filters],
    queryFn: () => call('GET /api/flags', { query: askedOf(filters) }),
  })
  return (
    <Stack gap="xs" component="section" aria-labelledby="flag-list">
      <Title order={2} id="flag-list">
        {flags.list}
      </Title>
      {reads['flags'] === 'all' && (
        <Text size="sm" c="dimmed">
          {flags.listFor}
        </Text>
      )}
      <Narrow classes={classes} rules={rules} />
      {reads['flags'] === 'case' && query.data && (
        <Text size="sm" c="dimmed">
          {flags.listForCases(query.data.total)}
        </Text>
      )}
      <Loaded query={query}>{(list) => <Rows list={list} />}</Loaded>
    </Stack>
  )
}

function askedOf({ on, class: classId, domain, level, rule, state }: Filters): NonNullable<Query<'GET /api/flags'>> {
  const states = { new: 'new', decided: 'decided', held: 'held' } as const
  const known = state !== undefined && state in states ? states[state as keyof typeof states] : undefined
  return {
    ...(on === undefined ? {} : { on }),
    ...(classId === undefined ? {} : { class: Number(classId) }),
    ...(domain === undefined ? {} : { domain }),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(rule === undefined ? {} : { rule }),
    ...(known === undefined ? {} : { state: known }),
  }
}

function Narrow({ classes, rules }: { classes: readonly Named[]; rules: Rules }) {
  const { flags, common } = useLanguage().words
  const [filters, setFilters] = useFilters<Filters>()
  const say = useSay()
  const chosen = rules.find(({ rule }) => rule === filters.rule)
  const pick = (key: keyof Filters, label: string, all: string, options: readonly [string, string][]) => (
    <NativeSelect
      aria-label={label}
      value={filters[key] ?? ''}
      data={[{ value: '', label: all }, ...options.map(([value, text]) => ({ value, label: text }))]}
      onChange={({ currentTarget: { value } }) => setFilters({ [key]: value === '' ? undefined : value })}
    />
  )
  const levels = [4, 3, 2, 1].map((level): [string, string] => [String(level), common.level[level] ?? ''])
  return (
    <Group gap="xs" className="no-print">
      {classes.length > 1 &&
        pick(
          'class',
          flags.class,
          flags.allClasses,
          classes.map(({ id, name }) => [String(id), name]),
        )}
      {pick('domain', flags.domain, flags.allDomains, Object.entries(common.domain))}
      {pick('level', flags.level, flags.allLevels, levels)}
      {pick('state', flags.state, flags.allStates, Object.entries(flags.states))}
      {filters.rule !== undefined && (
        <Anchor component="button" size="sm" onClick={() => setFilters({ rule: undefined })}>
          {chosen ? say(chosen.title) : filters.rule} ✕
        </Anchor>
      )}
    </Group>
  )
}

/** Rows shown at first. */
const shown = 20

function Rows({ list }: { list: List }) {
  const { words, lang } = useLanguage()
  const { flags, common } = words
  const [isWhole, setIsWhole] = useState(false)
  const rows = isWhole ? list.flags : list.flags.slice(0, shown)
  const unseen = list.unseen.map(({ level, count }) =>
    flags.unseen(common.level[level] ?? '', count === null ? flags.few : String(count)),
  )
  return (
    <Stack gap="xs">
      <div aria-live="polite">
        {list.total === 0 && <Text c="dimmed">{flags.empty}</Text>}
        {unseen.length > 0 && (
          <Text size="sm">
            {flags.unseenTitle}
            {unseen.join(', ')}
          </Text>
        )}
      </div>
      <Stack gap="sm" hiddenFrom="sm">
        {rows.map((flag) => (
          <FlagCard key={flag.id} flag={flag} />
        ))}
      </Stack>
      {list.total > 0 && (
        <Box visibleFrom="sm">
          <TableBox
            label={flags.list}
            minWidth={760}
            head={[flags.class, flags.pupil, flags.level, flags.what, flags.since, flags.due, flags.work]}
          >
            {rows.map((flag) => (
              <Row
                key={flag.id}
                flag={flag}
                since={dayLong(flag.since, lang)}
                due={flag.due && dayShort(flag.due.on, lang)}
              />
            ))}
          </TableBox>
        </Box>
      )}
      {rows.length < list.flags.length && (
        <Button variant="default" mih={44} maw={280} className="no-print" onClick={() => setIsWhole(true)}>
          {flags.showAll(list.flags.length)}
        </Button>
      )}
    </Stack>
  )
}

function Row({ flag, since, due }: { flag: List['flags'][number]; since: string; due: string | null }) {
  const { words, lang } = useLanguage()
  const { flags, myClass, common } = words
  const say = useSay()
  const { decision, rise } = flag
  const done = useDone(flag)
  const risen = rise && myClass.risen(dayLong(rise.on, lang), common.level[rise.level] ?? '')
  return (
    <Table.Tr>
      <Table.Td>{flag.class.name}</Table.Td>
      <Table.Th scope="row" fw={400}>
        {flag.pupil?.name ?? flags.wholeClass}
      </Table.Th>
      <Table.Td>
        <Level level={flag.level} />
      </Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/flags/${flag.id}`} size="sm">
          {say(flag.text)}
        </Anchor>
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{since}</Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{decision === null ? due : ''}</Table.Td>
      <Table.Td>
        {[risen, flag.case && say(flag.case.title), done].filter(Boolean).join('. ') || flags.noDecision}
      </Table.Td>
    </Table.Tr>
  )
}
