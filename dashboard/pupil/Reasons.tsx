import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { AbsentPupil } from '../attendance/AbsentPupil.tsx'
import { type Answer, call } from '../call.ts'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage, useWords } from '../words/language.tsx'

type Absences = Answer<'GET /api/pupils/{id}/absences'>

/** Absences of thirty days whose reason people give: a certificate brought later is entered here in one tap. */
export function Reasons({ pupil }: { pupil: number }) {
  const on = useOn()
  const query = useQuery({
    queryKey: ['absences', 'pupil', pupil, on],
    queryFn: () =>
      call('GET /api/pupils/{id}/absences', { params: { id: pupil }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Loaded query={query} lines={2}>
      {(absences) => <List absences={absences} />}
    </Loaded>
  )
}

function List({ absences: { from, missed, mayWrite } }: { absences: Absences }) {
  const { reasons } = useWords().pupil
  const { lang } = useLanguage()
  const { hash } = useLocation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hash === 'reasons') box.current?.scrollIntoView()
  }, [hash])
  return (
    <Stack gap="xs" ref={box} id="reasons" className="no-print">
      <Title order={3}>{reasons.title}</Title>
      <Text size="sm" c="dimmed">
        {missed.length === 0
          ? reasons.none(dayLong(from, lang))
          : mayWrite
            ? reasons.hint
            : reasons.since(dayLong(from, lang))}
      </Text>
      <Stack gap="sm" component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {missed.map((each) => (
          <AbsentPupil key={each.on} missed={each} mayWrite={mayWrite} isDayShown isNameShown={false} />
        ))}
      </Stack>
    </Stack>
  )
}
