import { Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { type Me, readsNames, useMay, useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import { navOf } from './nav.ts'

type Found = Answer<'GET /api/search'>
type Item = { id: string; label: string; note?: string; to: string }
type Part = { title: string; items: Item[] }

/** Search of the whole program: pupils, classes, points, rules and screens; arrows and Enter, nothing but the keyboard. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { shell } = useLanguage().words
  // Who goes to another screen finds the focus on its heading; who closes the search finds it where it was.
  const [isLeaving, setIsLeaving] = useState(false)
  useEffect(() => {
    if (isOpen) setIsLeaving(false)
  }, [isOpen])
  return (
    <Modal opened={isOpen} onClose={onClose} returnFocus={!isLeaving} title={shell.search} size="lg" yOffset="8vh">
      <Search
        onLeave={() => {
          setIsLeaving(true)
          onClose()
        }}
      />
    </Modal>
  )
}

function Search({ onLeave }: { onLeave: () => void }) {
  const { shell } = useLanguage().words
  const [text, setText] = useState('')
  const { parts, isAsking } = useParts(text)
  const items = parts.flatMap((part) => part.items)
  const [wanted, setAt] = useState(0)
  const at = Math.min(wanted, Math.max(0, items.length - 1))
  const navigate = useNavigate()
  const open = ({ to }: Item) => {
    onLeave()
    void navigate({ to })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const item = items[at]
    if (step !== undefined && items.length > 0) setAt((at + step + items.length) % items.length)
    else if (event.key === 'Enter' && item) open(item)
    else return
    event.preventDefault()
  }
  const chosen = items[at]
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        size="md"
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        aria-label={shell.search}
        placeholder={shell.searchHint}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={chosen && optionId(chosen)}
        autoComplete="off"
      />
      <Text size="sm" c="dimmed" role="status">
        {text.trim() === '' ? shell.searchKeys : isAsking ? shell.searching : shell.found(items.length)}
      </Text>
      <div id="found" role="listbox" aria-label={shell.search}>
        {parts.map((part) => (
          <Options key={part.title} part={part} chosen={chosen} onOpen={open} />
        ))}
      </div>
    </Stack>
  )
}

type OptionsProps = { part: Part; chosen: Item | undefined; onOpen: (item: Item) => void }

function Options({ part: { title, items }, chosen, onOpen }: OptionsProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a group of options has no tag of its own
    <div role="group" aria-label={title} style={{ marginBottom: 8 }}>
      <Text size="xs" c="dimmed" aria-hidden="true" mb={4}>
        {title}
      </Text>
      {items.map((item) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's
        <div
          key={item.id}
          id={optionId(item)}
          role="option"
          tabIndex={-1}
          aria-selected={item === chosen}
          className={item === chosen ? 'found chosen' : 'found'}
          onClick={() => onOpen(item)}
        >
          <span>{item.label}</span>
          {item.note !== undefined && <span className="found-note">{item.note}</span>}
        </div>
      ))}
    </div>
  )
}

function optionId({ id }: Item): string {
  return `found-${id.replaceAll(/[^\w-]/g, '_')}`
}

function useParts(text: string): { parts: Part[]; isAsking: boolean } {
  const { words } = useLanguage()
  const say = useSay()
  const me = useMe()
  const may = useMay()
  const on = useOn()
  const [q] = useDebouncedValue(text.trim(), 120)
  const { data, isFetching } = useQuery({
    queryKey: ['search', q, on],
    queryFn: () => call('GET /api/search', { query: { q, ...(on === undefined ? {} : { on }) } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const screens = screensOf(me, words, may('write', 'interactions')).filter(({ label }) =>
    label.toLowerCase().includes(text.trim().toLowerCase()),
  )
  const found = q === '' || !data ? [] : foundOf(data, words, say)
  const parts = [...found, { title: words.shell.screens, items: screens }].filter(({ items }) => items.length > 0)
  return { parts, isAsking: isFetching || q !== text.trim() }
}

function screensOf(me: Me, { shell, cases, interactions }: Words, mayLog: boolean): Item[] {
  const menu = navOf(me).map(({ key, to }): Item => ({ id: `screen${to}`, label: shell.nav[key], to }))
  const more = [
    ...(readsNames(me, 'cases') ? [{ id: 'screen/cases', label: cases.title, to: '/cases' }] : []),
    ...(mayLog ? [{ id: 'screen/interactions/new', label: interactions.log, to: '/interactions/new' }] : []),
  ]
  return [...menu, ...more]
}

function foundOf({ pupils, classes, points, rules }: Found, words: Words, say: ReturnType<typeof useSay>): Part[] {
  const { shell, common } = words
  return [
    {
      title: shell.pupils,
      items: pupils.map(({ id, name, className }) => ({
        id: `pupil-${id}`,
        label: name,
        note: className,
        to: `/pupils/${id}`,
      })),
    },
    {
      title: shell.nav.classes,
      items: classes.map(({ id, name, teacher }) => ({
        id: `class-${id}`,
        label: name,
        ...(teacher !== null && { note: teacher }),
        to: `/classes/${id}`,
      })),
    },
    {
      title: shell.points,
      items: points.map(({ id, title }) => ({
        id: `point-${id}`,
        label: `${common.point(id)} ${say(title)}`,
        to: `/regulation/${id}`,
      })),
    },
    {
      title: shell.rules,
      items: rules.map(({ id, title }) => ({ id: `rule-${id}`, label: say(title), to: `/regulation/rules/${id}` })),
    },
  ]
}
