import { Button, NativeSelect, SimpleGrid, Stack } from '@mantine/core'
import type { Answer } from '../call.ts'
import { DayField } from '../parts/DayField.tsx'
import { useSay, useWords } from '../words/language.tsx'

export type ListFilters = {
  on?: string | undefined
  class?: string | undefined
  pupil?: string | undefined
  point?: string | undefined
  form?: string | undefined
  author?: string | undefined
  from?: string | undefined
  to?: string | undefined
  voided?: string | undefined
  page?: string | undefined
}
type Props = {
  list: Answer<'GET /api/interactions'>
  filters: ListFilters
  change: (change: ListFilters) => void
}
type Choice = { value: string; label: string }

/** Filters of the list; they stand in the address. */
export function Filters({ list, filters, change }: Props) {
  const { interactions, common } = useWords()
  const { filters: words } = interactions
  const say = useSay()
  const select = (name: 'class' | 'point' | 'form' | 'author' | 'voided', first: string, data: Choice[]) => (
    <NativeSelect
      label={words[name]}
      value={filters[name] ?? ''}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
      data={[{ value: '', label: first }, ...data]}
    />
  )
  const people = (all: { id: number; name: string }[]) =>
    all.map(({ id, name }) => ({ value: String(id), label: name }))
  const day = (name: 'from' | 'to') => (
    <DayField label={words[name]} value={filters[name] ?? ''} onDay={(value) => change({ [name]: value })} />
  )
  const pupil = list.entries.flatMap(({ pupils }) => pupils).find(({ id }) => String(id) === filters.pupil)
  return (
    <Stack gap="xs" align="flex-start">
      {filters.pupil !== undefined && (
        <Button
          size="compact-md"
          variant="light"
          radius="xl"
          rightSection={<span aria-hidden="true">×</span>}
          aria-label={words.dropPupil(pupil?.name)}
          onClick={() => change({ pupil: undefined })}
        >
          {words.pupil(pupil?.name)}
        </Button>
      )}
      <SimpleGrid w="100%" cols={{ base: 2, sm: 4, lg: 7 }} spacing="xs" className="no-print">
        {list.classes.length > 1 && select('class', common.all, people(list.classes))}
        {select(
          'point',
          common.all,
          list.points.map(({ id, title }) => ({ value: id, label: `${id} ${say(title)}` })),
        )}
        {select(
          'form',
          common.all,
          list.forms.map(({ id, title }) => ({ value: id, label: say(title) })),
        )}
        {list.authors.length > 1 && select('author', common.all, people(list.authors))}
        {day('from')}
        {day('to')}
        {select('voided', words.voidedNo, [
          { value: 'with', label: words.voidedWith },
          { value: 'only', label: words.voidedOnly },
        ])}
      </SimpleGrid>
    </Stack>
  )
}
