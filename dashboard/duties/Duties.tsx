import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Answer, call } from '../call.ts'
import { useFilters } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { NoClasses } from '../parts/NoClasses.tsx'
import { Page } from '../parts/Page.tsx'
import { Pages } from '../parts/Pages.tsx'
import { useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Chosen } from './Chosen.tsx'
import { DutyFilterBar } from './DutyFilterBar.tsx'
import { DutyRows } from './DutyRows.tsx'
import { asked, type ListFilters } from './filters.ts'

/** The duties behind any figure: conditions live in the address. */
export default function Duties() {
  const { shell, duties } = useWords()
  const [filters, change] = useFilters<ListFilters>()
  const query = asked(filters)
  const list = useQuery({
    queryKey: ['duties', query],
    queryFn: () => call('GET /api/duties', { query }),
    placeholderData: (before) => before,
  })
  const page = Number(filters.page ?? 1)
  const known = useKnown(list.data)
  const isForbidden = useMe().reads['duties'] === undefined
  return (
    <Page title={shell.nav.duties}>
      {!isForbidden && <Chosen filters={filters} change={change} />}
      {(known || list.isError) && !isForbidden && (
        <DutyFilterBar data={known ?? nothing} filters={filters} change={change} />
      )}
      <Loaded query={list} lines={12}>
        {(data) => (
          <Stack gap="md">
            <Text aria-live="polite" fw={600}>
              {data.classes.length === 0 ? <NoClasses /> : data.total === 0 ? duties.none : duties.found(data.total)}
            </Text>
            {data.rows.length > 0 && <DutyRows rows={data.rows} />}
            <Pages
              page={Math.min(page, Math.ceil(data.total / data.pageSize) + 1)}
              pages={Math.ceil(data.total / data.pageSize)}
              onPage={(next) => change({ page: next === 1 ? undefined : String(next) })}
            />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

type Choices = Pick<Answer<'GET /api/duties'>, 'classes' | 'points' | 'months' | 'terms'>
const nothing: Choices = { classes: [], points: [], months: [], terms: [] }

/** What there is to choose from, as last told: a question that was refused leaves the fields to mend it with. */
function useKnown(data: Choices | undefined): Choices | undefined {
  const known = useRef<Choices>(undefined)
  if (data) known.current = data
  return known.current
}
