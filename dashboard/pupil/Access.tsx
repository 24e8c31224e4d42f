import { List, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useWords } from '../words/language.tsx'

type Seer = Answer<'GET /api/pupils/{id}/access'>['people'][number]

/** Who else can see this pupil, by which role, and which groups of fields: answered when asked. */
export function Access({ pupil }: { pupil: number }) {
  const { access } = useWords().pupil
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details className="no-print" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary style={{ minHeight: 44, paddingBlock: 10, cursor: 'pointer' }}>{access.title}</summary>
      {isOpen && <Seers pupil={pupil} />}
    </details>
  )
}

function Seers({ pupil }: { pupil: number }) {
  const { access } = useWords().pupil
  const on = useOn()
  const query = useQuery({
    queryKey: ['pupil-access', pupil, on],
    queryFn: () =>
      call('GET /api/pupils/{id}/access', { params: { id: pupil }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Loaded query={query}>
      {({ people }) => (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            {access.trail}
          </Text>
          <List spacing="xs">
            {people.map((seer) => (
              <List.Item key={seer.staffId}>
                <One seer={seer} />
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Loaded>
  )
}

function One({ seer: { name, signsIn, reasons } }: { seer: Seer }) {
  const { pupil, common } = useWords()
  const { access, groups } = pupil
  return (
    <>
      <Text fw={600}>
        {name}
        {!signsIn && ` (${access.noSignIn})`}
      </Text>
      {reasons.map(({ role, why, as, groups: seen }) => (
        <Text size="sm" key={`${role}${why}`}>
          {as === null ? (common.role[role] ?? role) : access.as[as]}, {access.why[why]}:{' '}
          {seen.map((group) => groups[group] ?? group).join(', ')}
        </Text>
      ))}
    </>
  )
}
