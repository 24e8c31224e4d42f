import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { DayField } from '../parts/DayField.tsx'
import { useFirstWrong } from '../parts/first-wrong.ts'
import { useToday } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { type Step, textOf } from './draft.ts'

/** Name, time zone, and the day from which records are kept. */
export function SchoolStep({ draft, onNext }: Step) {
  const { setup } = useWords()
  const { school: text, zones } = setup
  const [wrong, setWrong] = useState<{ isNameless: boolean }>()
  const form = useFirstWrong(wrong)
  const { school } = draft
  const [trackingFrom, setTrackingFrom] = useState(school.trackingFrom)
  const today = useToday()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const name = textOf(given, 'name')
    const isNameless = name.length < 2
    setWrong({ isNameless })
    // A day typed wrong is told by its field.
    if (isNameless || !event.currentTarget.checkValidity()) return
    onNext({ school: { ...school, name, timeZone: textOf(given, 'zone'), trackingFrom } })
  }
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zones[zone] === undefined)
  const group = (list: readonly string[]) => list.map((zone) => ({ value: zone, label: zones[zone] ?? zone }))
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <Stack align="flex-start">
        <TextInput
          name="name"
          label={text.name}
          description={text.nameHint}
          defaultValue={school.name}
          error={wrong?.isNameless && text.noName}
          required
          w="100%"
          autoComplete="organization"
        />
        <NativeSelect
          name="zone"
          label={text.timeZone}
          description={text.timeZoneHint}
          defaultValue={zones[school.timeZone] || others.includes(school.timeZone) ? school.timeZone : 'Europe/Moscow'}
          w="100%"
          data={[...group(Object.keys(zones)), { group: text.otherZones, items: group(others) }]}
        />
        <DayField
          label={text.from}
          description={text.fromHint}
          value={trackingFrom}
          onDay={setTrackingFrom}
          max={today}
          required
          w="100%"
        />
        <Button type="submit">{setup.next}</Button>
      </Stack>
    </form>
  )
}
