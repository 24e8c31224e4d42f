import { Button, Checkbox, NativeSelect, NumberInput, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { useLanguage } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import type { Choices, Draft, Step } from './draft.ts'

type Question = Choices['questions'][number]
type Value = Draft['answers'][string]
type Field = { question: Question; value: Value; error: string | undefined; onChange: (value: Value) => void }
type Props = Step & { isBusy: boolean; onCreate: (answers: Draft['answers']) => void }

/** What the regulation leaves to the school, with the usual answers in place. */
export function QuestionsStep({ draft, choices, isBusy, onCreate }: Props) {
  const { setup } = useLanguage().words
  const { questions: text } = setup
  const [answers, setAnswers] = useState<Draft['answers']>(() => ({
    ...Object.fromEntries(choices.questions.map(({ key, value }) => [key, value])),
    ...draft.answers,
  }))
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>()
  const form = useFirstWrong<HTMLDivElement>(wrong)
  const valueOf = ({ key, value }: Question) => answers[key] ?? value
  const create = () => {
    const found = choices.questions.flatMap((question) => {
      const fault = faultOf(question, valueOf(question), text)
      return fault === undefined ? [] : [[question.key, fault] as const]
    })
    setWrong(Object.fromEntries(found))
    if (found.length === 0) onCreate(answers)
  }
  const groups = [...Map.groupBy(choices.questions, ({ group }) => group)]
  return (
    <Stack align="flex-start" ref={form}>
      <Text>{text.lead}</Text>
      {groups.map(([group, questions]) => (
        <Stack key={group} w="100%" component="section" aria-label={text.groups[group] ?? group}>
          <Title order={2}>{text.groups[group] ?? group}</Title>
          {questions.map((question) => (
            <Asked
              key={question.key}
              question={question}
              value={valueOf(question)}
              error={wrong?.[question.key]}
              onChange={(value) => setAnswers({ ...answers, [question.key]: value })}
            />
          ))}
        </Stack>
      ))}
      <Button loading={isBusy} onClick={create}>
        {setup.create}
      </Button>
    </Stack>
  )
}

/** What keeps an answer from being one; undefined where nothing does. */
function faultOf({ kind, from, to }: Question, value: Value, text: Words['setup']['questions']): string | undefined {
  if (kind === 'time') return value === '' ? text.noTime : undefined
  if (kind !== 'number' || from === null || to === null) return undefined
  const isInside = typeof value === 'number' && Number.isInteger(value) && from <= value && value <= to
  return isInside ? undefined : text.range(from, to)
}

function Asked({ question, value, error, onChange }: Field) {
  const { words, lang } = useLanguage()
  const { title, hint, kind, options, unit, from, to } = question
  const common = { w: '100%', label: title[lang], description: hint[lang], error }
  if (kind === 'switch')
    return (
      <Switch {...common} checked={value === true} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    )
  if (kind === 'number')
    return (
      <NumberInput
        {...common}
        value={typeof value === 'number' ? value : ''}
        min={from ?? 0}
        suffix={unit === null ? '' : ` ${words.settings.units[unit](Number(value))}`}
        max={to ?? Number.MAX_SAFE_INTEGER}
        allowDecimal={false}
        clampBehavior="none"
        onChange={onChange}
      />
    )
  if (kind === 'time')
    return (
      <TextInput
        {...common}
        type="time"
        value={String(value)}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    )
  if (kind === 'roles') return <Roles question={question} value={value} error={error} onChange={onChange} />
  return (
    <NativeSelect
      {...common}
      value={String(value)}
      data={options.map((option) => ({ value: option.value, label: option.title[lang] || words.common.unknown }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

/** Roles of people, several at once. */
function Roles({ question, value, onChange }: Field) {
  const { words, lang } = useLanguage()
  const chosen = Array.isArray(value) ? value : []
  return (
    <Checkbox.Group
      label={question.title[lang]}
      description={`${question.hint[lang]} ${words.setup.questions.factor}`}
      value={chosen}
      onChange={onChange}
    >
      <Stack gap="xs" mt="xs">
        {Object.entries(words.common.role).map(([role, label]) => (
          <Checkbox key={role} value={role} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
