import { Checkbox, Group, NativeSelect, Paper, Stack, Switch, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Elsewhere, Past } from './AnswerHistory.tsx'

export type Shown = Answer<'GET /api/settings'>
export type Setting = Shown['settings'][number]
export type Value = Setting['value']

/** The questions a school answers for itself, and where the numbers of the regulation stand. */
export default function AnswersTab() {
  const { words } = useLanguage()
  const query = useQuery({ queryKey: ['settings'], queryFn: () => call('GET /api/settings') })
  return (
    <Loaded query={query}>
      {({ settings, elsewhere }) => (
        <Stack gap="xl">
          {['duties', 'access', 'work', 'keeping'].map((group) => (
            <section key={group}>
              <Title order={2} mb="sm">
                {words.settings.groups[group]}
              </Title>
              <Stack>
                {settings
                  .filter((setting) => setting.group === group)
                  .map((setting) => (
                    <Question key={setting.key} setting={setting} />
                  ))}
              </Stack>
            </section>
          ))}
          <Elsewhere elsewhere={elsewhere} />
        </Stack>
      )}
    </Loaded>
  )
}

function Question({ setting }: { setting: Setting }) {
  const { words } = useLanguage()
  const say = useSay()
  const { isBusy, error, act } = useActing()
  const save = (value: Value) =>
    void act(async () => {
      await call('PUT /api/settings/{key}', { params: { key: setting.key }, body: { value } })
      return {}
    })
  return (
    <Paper withBorder p="md">
      <Text fw={600} id={`setting-${setting.key}`}>
        {say(setting.title)}
      </Text>
      <Text size="sm" c="dimmed" mb="xs" maw={720}>
        {say(setting.hint)}
      </Text>
      <Field setting={setting} isDisabled={!setting.canChange} isBusy={isBusy} onSave={save} />
      <Wrong error={error} />
      <Text size="sm" mt="xs">
        {words.settings.acts}: {say(setting.acts)}
      </Text>
      <Past setting={setting} />
    </Paper>
  )
}

/** While an answer is on its way a field keeps the focus and takes no other. */
type FieldProps = { setting: Setting; isDisabled: boolean; isBusy: boolean; onSave: (value: Value) => void }

function Field(props: FieldProps) {
  const { setting, isDisabled, isBusy, onSave } = props
  const { words } = useLanguage()
  const say = useSay()
  const { kind, value, options } = setting
  const label = `setting-${setting.key}`
  if (kind === 'switch')
    return (
      <Switch
        aria-labelledby={label}
        label={value === true ? words.settings.on : words.settings.off}
        checked={value === true}
        aria-busy={isBusy}
        disabled={isDisabled}
        onChange={({ currentTarget }) => onSave(currentTarget.checked)}
      />
    )
  if (kind === 'roles') return <Roles {...props} />
  if (kind === 'number' || kind === 'time') return <Typed {...props} />
  return (
    <NativeSelect
      aria-labelledby={label}
      maw={420}
      value={String(value)}
      disabled={isDisabled}
      aria-busy={isBusy}
      data={options.map((option) => ({ value: option.value, label: say(option.title) }))}
      onChange={({ currentTarget }) => onSave(currentTarget.value)}
    />
  )
}

/** Typed answers are kept when the field is left or Enter is pressed, not at every key. */
function Typed({ setting, isDisabled, isBusy, onSave }: FieldProps) {
  const { words } = useLanguage()
  const stored = String(setting.value)
  const [text, setText] = useState(stored)
  const [kept, setKept] = useState(stored)
  // What the server keeps now is shown, whoever changed it; the field stays the same one and keeps the focus.
  if (kept !== stored) {
    setKept(stored)
    setText(stored)
  }
  const isNumber = setting.kind === 'number'
  const save = () => {
    if (!isBusy && text !== '' && text !== stored) onSave(isNumber ? Number(text) : text)
  }
  return (
    <Group gap="xs">
      <TextInput
        type={isNumber ? 'number' : 'time'}
        aria-labelledby={`setting-${setting.key}`}
        w={140}
        min={setting.from ?? undefined}
        max={setting.to ?? undefined}
        disabled={isDisabled}
        readOnly={isBusy}
        aria-busy={isBusy}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={save}
        onKeyDown={({ key }) => key === 'Enter' && save()}
      />
      {setting.unit && <Text>{words.settings.units[setting.unit](Number(text))}</Text>}
    </Group>
  )
}

function Roles({ setting, isDisabled, isBusy, onSave }: FieldProps) {
  const { common } = useLanguage().words
  const chosen = Array.isArray(setting.value) ? setting.value : []
  return (
    <Checkbox.Group aria-labelledby={`setting-${setting.key}`} value={chosen} onChange={onSave}>
      <Group gap="md">
        {Object.entries(common.role).map(([role, label]) => (
          <Checkbox key={role} value={role} label={label} disabled={isDisabled} aria-busy={isBusy} />
        ))}
      </Group>
    </Checkbox.Group>
  )
}
