import { Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'

/** What is rarely needed: another day, an older export, whom the export answers for. */
export function MoreOptions() {
  const { send } = useWords().imports
  const me = useMe()
  return (
    <Stack maw={560}>
      <TextInput
        type="date"
        name="exportedOn"
        max={me.today}
        label={send.exportedOn}
        description={send.exportedOnHint}
        maw={260}
      />
      <NativeSelect
        name="covers"
        label={send.covers}
        description={send.coversHint}
        data={Object.entries(send.who).map(([value, label]) => ({ value, label }))}
      />
      <Group>
        <TextInput type="date" name="coversFrom" label={send.coversFrom} />
        <TextInput type="date" name="coversTo" label={send.coversTo} />
      </Group>
      <Checkbox name="force" value="true" label={send.force} />
      <Checkbox name="closeMissing" value="true" label={send.closeMissing} />
    </Stack>
  )
}
