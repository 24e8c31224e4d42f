import { Alert, Anchor, NativeSelect, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useFilters } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useMay } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Done } from './Done.tsx'
import type { Options } from './draft.ts'
import { LogForm } from './LogForm.tsx'

export type LoggedAnswer = Answer<'POST /api/interactions'>
type Asked = {
  duty?: string | undefined
  point?: string | undefined
  class?: string | undefined
  pupil?: string | undefined
}

/** Logging one interaction: for a duty, of a class, or just so. */
export default function NewInteraction() {
  const { interactions, shell } = useWords()
  const may = useMay()
  const [asked, setAsked] = useFilters<Asked & { on?: string | undefined }>()
  const [logged, setLogged] = useState<LoggedAnswer>()
  const query = useQuery({
    queryKey: ['interaction-options', asked.class, asked.point, asked.duty],
    queryFn: () =>
      call('GET /api/interactions/options', {
        query: {
          ...(asked.class !== undefined && { class: Number(asked.class) }),
          ...(asked.point !== undefined && { point: asked.point }),
          ...(asked.duty !== undefined && { duty: asked.duty }),
        },
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (asked.on !== undefined)
    return (
      <Page title={interactions.log}>
        <Alert color="gray">{shell.pastNoWriting}</Alert>
      </Page>
    )
  if (logged) return <Done logged={logged} onAnother={() => setLogged(undefined)} />
  return (
    <Page title={interactions.log}>
      <Loaded query={query}>
        {(options) => (
          <Stack maw={640} gap="md">
            {options.classes.length === 0 && (
              <Text>
                {interactions.noClasses}{' '}
                {may('write', 'imports') && (
                  <Anchor component={Link} to="/imports">
                    {interactions.noClassesLink}
                  </Anchor>
                )}
              </Text>
            )}
            {options.classes.length > 1 && (
              <ChooseClass
                options={options}
                onChoose={(id) => setAsked({ class: id, duty: undefined, pupil: undefined })}
              />
            )}
            {options.class && (
              <LogForm
                key={`${options.class.id}|${asked.duty}|${asked.point}|${asked.pupil}`}
                options={options}
                asked={definedOf(asked)}
                classId={options.class.id}
                onLogged={setLogged}
              />
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function definedOf({ duty, point, pupil }: Asked): { duty?: string; point?: string; pupil?: string } {
  return {
    ...(duty !== undefined && { duty }),
    ...(point !== undefined && { point }),
    ...(pupil !== undefined && { pupil }),
  }
}

function ChooseClass({ options, onChoose }: { options: Options; onChoose: (id: string) => void }) {
  const { form } = useWords().interactions
  return (
    <NativeSelect
      label={form.class}
      size="md"
      required
      value={options.class?.id ?? ''}
      onChange={({ currentTarget: { value } }) => onChoose(value)}
      data={[
        ...(options.class ? [] : [{ value: '', label: form.chooseClass }]),
        ...options.classes.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  )
}
