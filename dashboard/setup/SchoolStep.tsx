import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useWords } from '../words/language.tsx'
import { type Step, textOf, today } from './draft.ts'

/** Name, time zone, and the day from which records are kept. */
export function SchoolStep({ draft, onNext }: Step) {
  const { setup } = useWords()
  const { school: text, zones } = setup
  const [isNameless, setIsNameless] = useState(false)
  const { school } = draft
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = textOf(form, 'name')
    setIsNameless(name.length < 2)
    if (name.length < 2) return
    const trackingFrom = textOf(form, 'from') || today()
    onNext({ school: { ...school, name, timeZone: textOf(form, 'zone'), trackingFrom } })
  }
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => zones[zone] === undefined)
  const group = (list: readonly string[]) => list.map((zone) => ({ value: zone, label: zones[zone] ?? zone }))
  return (
    <form onSubmit={submit} noValidate>
      <Stack align="flex-start">
        <TextInput
          name="name"
          label={text.name}
          description={text.nameHint}
          defaultValue={school.name}
          error={isNameless && text.noName}
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
        <TextInput
          type="date"
          name="from"
          label={text.from}
          description={text.fromHint}
          defaultValue={school.trackingFrom}
          max={today()}
          w="100%"
        />
        <Button type="submit">{setup.next}</Button>
      </Stack>
    </form>
  )
}
