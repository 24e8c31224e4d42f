import { NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'

/** Why a rule flags this pupil or does not: asked of any rule. */
export function WhyNot({ pupil }: { pupil: number }) {
  const { pupil: words } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="no-print" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary style={{ minHeight: 44, paddingBlock: 10, cursor: 'pointer' }}>{words.flags.whyNot}</summary>
      {isOpen && <Ask pupil={pupil} />}
    </details>
  )
}

function Ask({ pupil }: { pupil: number }) {
  const { pupil: words } = useWords()
  const say = useSay()
  const [rule, setRule] = useState('')
  const rules = useQuery({ queryKey: ['rules'], queryFn: () => call('GET /api/rules') })
  return (
    <Loaded query={rules} lines={1}>
      {(list) => (
        <Stack gap="xs" maw={640}>
          <NativeSelect
            label={words.flags.rule}
            size="md"
            value={rule}
            onChange={({ currentTarget: { value } }) => setRule(value)}
            data={[
              { value: '', label: words.flags.choose },
              ...list.rules
                .filter(({ subject }) => subject === 'student')
                .map(({ id, title }) => ({ value: id, label: say(title) })),
            ]}
          />
          {rule !== '' && <Answered pupil={pupil} rule={rule} />}
        </Stack>
      )}
    </Loaded>
  )
}

function Answered({ pupil, rule }: { pupil: number; rule: string }) {
  const { lang } = useLanguage()
  const say = useSay()
  const on = useOn()
  const query = useQuery({
    queryKey: ['pupil-rule', pupil, rule, on],
    queryFn: () =>
      call('GET /api/pupils/{id}/rules/{rule}', {
        params: { id: pupil, rule },
        query: on === undefined ? {} : { on },
      }),
  })
  return (
    <div aria-live="polite">
      <Loaded query={query} lines={3}>
        {({ text, lines, clears, rises, unknown, outcome, exemption }) => (
          <Stack gap={4}>
            <Text>{say(text)}</Text>
            {exemption && <Text size="sm">{say(exemption)}</Text>}
            {outcome === 'unknown' && <Text size="sm">{say(unknown)}</Text>}
            <ul>
              {lines[lang].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <Text size="sm" c="dimmed">
              {say(outcome === 'flagged' ? clears : rises)}
            </Text>
          </Stack>
        )}
      </Loaded>
    </div>
  )
}
