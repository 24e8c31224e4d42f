import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { Wrong } from '../parts/acting.tsx'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import { Breaks } from './Breaks.tsx'
import { type Dates, datesOf, type Editable, missing, type Problem } from './dates.ts'
import { type Covers, SpanRow } from './SpanRow.tsx'

type Props = {
  year: Editable
  submit: string
  isBusy: boolean
  error: string | undefined
  /** Answers what is wrong in the dates; nothing where they were taken. */
  onSave: (dates: Dates) => Promise<readonly Problem[]>
  onCancel: () => void
  /** Something was entered. */
  onChanged?: () => void
}

/** Terms and vacations of a school's own, entered over those of a calendar; every error stands at its dates. */
export function DatesForm({ year, submit, isBusy, error, onSave, onCancel, onChanged }: Props) {
  const { words } = useLanguage()
  const { dates: text } = words.calendar
  const [dates, setDates] = useState(() => datesOf(year))
  const [problems, setProblems] = useState<readonly Problem[]>()
  const change = (next: Dates) => {
    // Errors stand at places: with one place gone they would stand at others' dates.
    if (next.breaks.length < dates.breaks.length) setProblems(undefined)
    setDates(next)
    onChanged?.()
  }
  const form = useFirstWrong(problems)
  useEffect(() => form.current?.querySelector('input')?.focus(), [form])
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const lacks = missing(dates, text.lacks)
    // A day typed wrong is told by its field.
    if (lacks.length > 0 || !event.currentTarget.checkValidity()) return setProblems(lacks)
    setProblems(await onSave(dates))
  }
  const part = { covers: year.covers, dates, problems: problems ?? [], onChange: change }
  return (
    <form ref={form} onSubmit={(event) => void send(event)} noValidate>
      <Stack>
        <Text size="sm">{text.lead}</Text>
        <Placeless problems={problems ?? []} />
        <SpanRow
          title={text.year}
          span={dates}
          covers={year.covers}
          problems={ofPath(part.problems, '/start', '/end')}
          onSpan={(span) => change({ ...dates, ...span })}
        />
        <Periods year={year} list="terms" {...part} />
        <Periods year={year} list="attestationPeriods" {...part} />
        <Breaks {...part} />
        <Checkbox
          label={text.confirmed}
          description={text.confirmedHint}
          checked={dates.isConfirmed}
          onChange={({ currentTarget }) => change({ ...dates, isConfirmed: currentTarget.checked })}
        />
        <Wrong error={error} />
        <Group>
          <Button type="submit" loading={isBusy}>
            {submit}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {words.common.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

export type Part = { covers: Covers; dates: Dates; problems: readonly Problem[]; onChange: (dates: Dates) => void }

/** Terms, or the longer periods of final marks: their names are those of the calendar. */
function Periods({
  year,
  list,
  covers,
  dates,
  problems,
  onChange,
}: Part & { year: Editable; list: 'terms' | 'attestationPeriods' }) {
  const say = useSay()
  return dates[list].map((period, at) => (
    <SpanRow
      key={period.id}
      title={say(year[list].find(({ id }) => id === period.id)?.title ?? { ru: period.id, en: period.id })}
      span={period}
      covers={covers}
      problems={ofPath(problems, `/${list}/${at}`)}
      onSpan={(span) => onChange({ ...dates, [list]: dates[list].with(at, { ...period, ...span }) })}
    />
  ))
}

/** Errors of the year as a whole; those with a place stand there. */
function Placeless({ problems }: { problems: readonly Problem[] }) {
  const say = useSay()
  const placed = /^\/(start|end|(terms|attestationPeriods|breaks)\/\d+)/
  return problems
    .filter(({ severity, path }) => severity === 'error' && !placed.test(path))
    .map(({ path, message, fix }) => (
      <Alert key={path + message.en} color="red" role="alert">
        {say(message)}. {say(fix)}
      </Alert>
    ))
}

/** The errors at places of a calendar, and within them. */
export function ofPath(problems: readonly Problem[], ...places: readonly string[]): Problem[] {
  return problems.filter(
    ({ severity, path }) =>
      severity === 'error' && places.some((place) => path === place || path.startsWith(`${place}/`)),
  )
}
