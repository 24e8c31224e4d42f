import { Anchor, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../call.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Coverage, needsAttention, type PointOf } from './Coverage.tsx'
import { Edition } from './Edition.tsx'
import './regulation.css'

type Show = 'all' | 'automatic' | 'manual' | 'attention'
type Own = { q?: string; show?: Show }

/** The 30 points, as written, with what watches each of them. */
export default function Regulation() {
  const { words } = useLanguage()
  const on = useOn()
  const query = useQuery({
    queryKey: ['regulation', on],
    queryFn: () => call('GET /api/regulation', { query: on === undefined ? {} : { on } }),
  })
  return (
    <Page
      title={words.regulation.title}
      aside={
        <Anchor component={Link} to="/regulation/rules">
          {words.regulation.allRules}
        </Anchor>
      }
    >
      <Text className="reg-prose" c="dimmed">
        {words.regulation.intro}
      </Text>
      <Edition />
      <Loaded query={query} lines={12}>
        {({ sections }) => <Sections sections={sections} />}
      </Loaded>
    </Page>
  )
}

type Section = { section: string; title: { ru: string; en: string }; points: PointOf[] }

function Sections({ sections }: { sections: Section[] }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { regulation } = words
  const [{ q: asked = '', show = 'all' }, change] = useFilters<Own>()
  // What is typed stands here at once, in the address a moment later.
  const [q, setQ] = useState(asked)
  const keep = useDebouncedCallback((text: string) => change({ q: text }), 300)
  const found = sections.map((section) => ({
    ...section,
    points: section.points.filter((point) => isShown(point, show) && holds(point, q, lang)),
  }))
  const count = found.reduce((all, { points }) => all + points.length, 0)
  return (
    <Stack gap="xl">
      <Group gap="md" align="end">
        <TextInput
          type="search"
          label={regulation.search}
          value={q}
          onChange={({ currentTarget: { value } }) => {
            setQ(value)
            keep(value)
          }}
          w={{ base: '100%', sm: 360 }}
        />
        <SegmentedControl
          aria-label={regulation.show}
          value={show}
          onChange={(value) => change({ show: value as Show })}
          data={Object.entries(regulation.filters).map(([value, label]) => ({ value, label }))}
          orientation="horizontal"
          style={{ flexWrap: 'wrap', maxWidth: '100%' }}
        />
      </Group>
      <Text size="sm" c="dimmed" aria-live="polite">
        {count === 0 ? regulation.nothing : regulation.found(count)}
      </Text>
      {found.map(
        ({ section, title, points }) =>
          points.length > 0 && (
            <section key={section} aria-label={say(title)}>
              <Title order={2} className="reg-prose">
                {say(title)}
              </Title>
              {points.map((point) => (
                <PointRow key={point.id} point={point} />
              ))}
            </section>
          ),
      )}
    </Stack>
  )
}

function PointRow({ point }: { point: PointOf }) {
  const say = useSay()
  return (
    <article className="reg-row">
      <span className="reg-number">{point.id}</span>
      <Stack gap={6}>
        <Anchor component={Link} to={`/regulation/${point.id}`} fw={600} style={{ display: 'block', paddingBlock: 2 }}>
          {say(point.title)}
        </Anchor>
        <Text className="reg-prose">{say(point.text)}</Text>
        <Text size="sm" c="dimmed">
          {say(point.periodicity)}
        </Text>
        <Coverage coverage={point.coverage} />
      </Stack>
    </article>
  )
}

function isShown(point: PointOf, show: Show): boolean {
  if (show === 'automatic') return point.coverage.automatic
  if (show === 'manual') return !point.coverage.automatic
  return show !== 'attention' || needsAttention(point)
}

function holds(point: PointOf, words: string, lang: 'ru' | 'en'): boolean {
  const texts = [
    point.id,
    point.title[lang],
    point.text[lang],
    point.periodicity[lang],
    ...point.rules.flatMap(({ id, title }) => [id, title[lang]]),
  ]
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
  const all = plain(texts.join(' '))
  return plain(words)
    .split(/\s+/)
    .every((word) => all.includes(word))
}
