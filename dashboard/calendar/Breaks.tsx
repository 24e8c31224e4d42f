import { Button, NativeSelect, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import { randomId } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useLanguage } from '../words/language.tsx'
import { ofPath, type Part } from './DatesForm.tsx'
import type { Dates } from './dates.ts'
import { SpanRow } from './SpanRow.tsx'

type Break = Dates['breaks'][number]
const gradeNames = Array.from({ length: 11 }, (_, no) => String(no + 1))

/** Vacations: as many as the school has, each of all grades or of some. */
export function Breaks({ covers, dates, problems, onChange }: Part) {
  const { dates: text } = useLanguage().words.calendar
  const { breaks } = dates
  // What is being typed belongs to its vacation, whatever is added or dropped beside it.
  const [keys, setKeys] = useState(() => breaks.map(() => randomId()))
  const more = useRef<HTMLButtonElement>(null)
  const set = (next: Break[]) => onChange({ ...dates, breaks: next })
  const add = () => {
    setKeys([...keys, randomId()])
    set([...breaks, { title: { ru: '', en: '' }, start: '', end: '', grades: { from: 1, to: 11 } }])
  }
  const drop = (at: number) => {
    setKeys(keys.toSpliced(at, 1))
    set(breaks.toSpliced(at, 1))
    more.current?.focus()
  }
  return (
    <Stack>
      <Title order={2}>{text.breaks}</Title>
      {breaks.map((each, at) => (
        <SpanRow
          key={keys[at]}
          title={text.no(at + 1)}
          span={each}
          covers={covers}
          problems={ofPath(problems, `/breaks/${at}`)}
          onSpan={(span) => set(breaks.with(at, { ...each, ...span }))}
        >
          <About each={each} onEach={(next) => set(breaks.with(at, next))} onDrop={() => drop(at)} />
        </SpanRow>
      ))}
      <Button ref={more} variant="default" style={{ alignSelf: 'flex-start' }} onClick={add}>
        {text.add}
      </Button>
    </Stack>
  )
}

/** A name given here stands in both languages; one that has a name of its own in the other keeps it. */
function named(title: Break['title'], lang: 'ru' | 'en', value: string): Break['title'] {
  return title.ru === title.en ? { ru: value, en: value } : { ...title, [lang]: value }
}

type AboutProps = { each: Break; onEach: (each: Break) => void; onDrop: () => void }

function About({ each, onEach, onDrop }: AboutProps) {
  const { words, lang } = useLanguage()
  const { dates: text } = words.calendar
  const { title, grades } = each
  const grade = (key: 'from' | 'to', label: string) => (
    <NativeSelect
      label={label}
      value={String(grades[key])}
      data={gradeNames}
      onChange={({ currentTarget }) => onEach({ ...each, grades: { ...grades, [key]: Number(currentTarget.value) } })}
    />
  )
  return (
    <>
      <TextInput
        label={text.name}
        maxLength={100}
        value={title[lang]}
        onChange={({ currentTarget: { value } }) => onEach({ ...each, title: named(title, lang, value) })}
      />
      <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="xs" style={{ alignItems: 'end' }}>
        {grade('from', text.gradeFrom)}
        {grade('to', text.gradeTo)}
        <Button variant="subtle" color="red" onClick={onDrop} aria-label={text.dropOne(title[lang])}>
          {text.drop}
        </Button>
      </SimpleGrid>
    </>
  )
}
