import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { dayFull, dayLong } from '../parts/dates.ts'
import { useFilters } from '../parts/filters.ts'
import { Page } from '../parts/Page.tsx'
import { type Me, useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { Better } from './Better.tsx'
import { ClassFlags } from './ClassFlags.tsx'
import { Downloads } from './Downloads.tsx'
import { MyDuties } from './MyDuties.tsx'

const Today = lazy(() => import('../attendance/Today.tsx'))

/** The class teacher's day on one screen: who is away, what is due, who needs a decision, what got better. */
export default function MyClass() {
  const { words } = useLanguage()
  const own = useOwnClass()
  if (!own)
    return (
      <Page title={words.myClass.title}>
        <Text c="dimmed">{words.myClass.noClass}</Text>
      </Page>
    )
  return <OwnClass key={own.id} own={own} />
}

type Own = Me['classes'][number]

/** The class that the address names, else the first of one's own. */
export function useOwnClass(): Own | undefined {
  const { classes } = useMe()
  const [filters] = useFilters<{ class?: string | undefined }>()
  return classes.find(({ id }) => String(id) === filters.class) ?? classes[0]
}

function OwnClass({ own }: { own: Own }) {
  const { words, lang } = useLanguage()
  const { today, school, name } = useMe()
  const [{ on }] = useFilters<{ on?: string | undefined }>()
  const as = words.myClass.as[own.as]
  return (
    <Page
      title={own.name}
      aside={
        <Group gap="sm">
          <Text c="dimmed">
            {words.myClass.onDay(dayLong(on ?? today, lang))}
            {as ? ` · ${as}` : ''}
          </Text>
          <ClassSwitch own={own} />
          <Button variant="default" className="no-print" onClick={() => print()}>
            {words.common.print}
          </Button>
        </Group>
      }
    >
      <Stack gap="xl" maw={860} className="one-sheet">
        <Text size="sm" className="print-only">
          {words.myClass.sheet(school.name, words.myClass.sheetAs[own.as] ?? '', name, dayFull(on ?? today, lang))}
        </Text>
        <div className="no-print">
          <Suspense>
            <Today classId={own.id} />
          </Suspense>
        </div>
        <MyDuties classId={own.id} />
        <ClassFlags classId={own.id} />
        <Better classId={own.id} />
        <Downloads classId={own.id} />
      </Stack>
    </Page>
  )
}

function ClassSwitch({ own }: { own: Own }) {
  const { words } = useLanguage()
  const { classes } = useMe()
  const [, setFilters] = useFilters<{ class?: string | undefined }>()
  if (classes.length < 2) return null
  return (
    <NativeSelect
      className="no-print"
      aria-label={words.myClass.switch}
      value={String(own.id)}
      data={classes.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={({ currentTarget: { value } }) => setFilters({ class: value })}
    />
  )
}
