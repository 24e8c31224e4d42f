import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { dayLong, spanLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage, useWords } from '../words/language.tsx'
import { Access } from './Access.tsx'
import { Attendance } from './Attendance.tsx'
import { Cases, Flags } from './Flags.tsx'
import { Marks } from './Marks.tsx'
import { Contacts, Guardians, Incidents, Support } from './Records.tsx'

export type Card = Answer<'GET /api/pupils/{id}'>

/** A pupil: what the person may see for their work, group by group; what is hidden is said. Prints on paper as it is. */
export default function Pupil() {
  const { id } = useParams({ strict: false }) as { id: string }
  const on = useOn()
  const { shell } = useWords()
  const query = useQuery({
    queryKey: ['pupil', id, on],
    queryFn: () => call('GET /api/pupils/{id}', { params: { id: Number(id) }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Page title={query.data?.name ?? shell.pupils} aside={query.data && <Actions card={query.data} />}>
      <Loaded query={query} lines={12}>
        {(card) => (
          <Stack gap="xl">
            <Register card={card} />
            {card.flags && <Flags card={card} flags={card.flags} />}
            {card.cases && <Cases card={card} cases={card.cases} />}
            {card.marks && <Marks marks={card.marks} />}
            {card.weeks && <Attendance weeks={card.weeks} pupil={card.id} />}
            {card.incidents && <Incidents incidents={card.incidents} />}
            {card.contacts && <Contacts contacts={card.contacts} pupil={card.id} />}
            {card.support && <Support support={card.support} />}
            {card.guardians && <Guardians guardians={card.guardians} />}
            <Access pupil={card.id} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Actions({ card }: { card: Card }) {
  const { pupil, common } = useWords()
  return (
    <Group className="no-print">
      {card.mayLog && card.class && (
        <Button
          component={Link}
          to="/interactions/new"
          search={{ class: String(card.class.id), pupil: String(card.id) } as never}
          h={44}
        >
          {pupil.log}
        </Button>
      )}
      <Button variant="default" h={44} onClick={() => print()}>
        {common.print}
      </Button>
    </Group>
  )
}

/** Classes over time and the form of schooling; what this person may not see. */
function Register({ card }: { card: Card }) {
  const { pupil } = useWords()
  const { lang } = useLanguage()
  const [stay, ...earlier] = card.stays
  const form = stay && stay.form !== 'fullTime' ? pupil.forms[stay.form] : undefined
  const told = ({ className, schoolYear, from, to }: Card['stays'][number]) => {
    if (to === null) return pupil.stay(className, schoolYear, dayLong(from, lang), null)
    const [first, last] = spanLong(from, to, lang)
    return pupil.stay(className, schoolYear, first, last)
  }
  return (
    <Stack gap={4}>
      <Text>
        {card.class ? stay && told(stay) : pupil.left}
        {form !== undefined && ` · ${form}`}
      </Text>
      {earlier.length > 0 && (
        <Text size="sm" c="dimmed">
          {earlier.map(told).join('; ')}
        </Text>
      )}
      {card.hidden.length > 0 && (
        <Text size="sm" c="dimmed">
          {pupil.hidden(card.hidden.map((group) => pupil.groups[group] ?? group).join(', '))}
        </Text>
      )}
    </Stack>
  )
}
