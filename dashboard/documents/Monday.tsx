import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, addressOf, call } from '../call.ts'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { MondayDuties } from './MondayDuties.tsx'
import { MondayRecords } from './MondayRecords.tsx'
import { SnapshotForm } from './SnapshotForm.tsx'

export type MondayAnswer = Answer<'GET /api/documents/monday/page'>

/** What the administration wants to know on Monday: one page, also on paper. */
export default function Monday() {
  const { words, lang } = useLanguage()
  const { monday } = words.documents
  const on = useOn()
  const me = useMe()
  const mayRead = me.reads['duties'] === 'all'
  const query = useQuery({
    queryKey: ['monday', on],
    queryFn: () => call('GET /api/documents/monday/page', { query: on === undefined ? {} : { on } }),
    enabled: mayRead,
  })
  const pdf = addressOf('GET /api/documents/monday', {}, { on, lang, format: 'pdf' })
  const actions = (
    <Group gap="xs" className="no-print">
      <Button variant="default" onClick={() => window.print()}>
        {words.common.print}
      </Button>
      <Button component="a" href={pdf} download>
        {monday.pdf}
      </Button>
    </Group>
  )
  return (
    <Page title={monday.title(dayFull(on ?? me.today, lang))} aside={mayRead && actions}>
      {mayRead ? (
        <Stack gap="lg">
          <Loaded query={query} lines={12}>
            {(data) => (
              <Stack gap="sm" className="one-sheet">
                <MondayDuties data={data} />
                <MondayRecords data={data} />
              </Stack>
            )}
          </Loaded>
          <SnapshotForm />
        </Stack>
      ) : (
        <Text>{monday.forbidden}</Text>
      )}
    </Page>
  )
}
