import { Checkbox, Group, NativeSelect, Stack } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import { DayField } from '../parts/DayField.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

/** What is rarely needed: another day, an older export, whom the export answers for. */
export function MoreOptions() {
  const { send } = useWords().imports
  const me = useMe()
  return (
    <Stack maw={560}>
      <NamedDay name="exportedOn" max={me.today} label={send.exportedOn} description={send.exportedOnHint} />
      <NativeSelect
        name="covers"
        label={send.covers}
        description={send.coversHint}
        data={Object.entries(send.who).map(([value, label]) => ({ value, label }))}
      />
      <Group>
        <NamedDay name="coversFrom" label={send.coversFrom} />
        <NamedDay name="coversTo" label={send.coversTo} />
      </Group>
      <Checkbox name="force" value="true" label={send.force} />
      <Checkbox name="closeMissing" value="true" label={send.closeMissing} />
    </Stack>
  )
}

type NamedDayProps = Omit<ComponentProps<typeof DayField>, 'value' | 'onDay'> & { name: string }

/** A day that goes with the form, as ISO: the field itself shows words. */
function NamedDay({ name, ...rest }: NamedDayProps) {
  const [day, setDay] = useState('')
  return (
    <div>
      <DayField {...rest} w={260} value={day} onDay={setDay} />
      <input type="hidden" name={name} value={day} />
    </div>
  )
}
