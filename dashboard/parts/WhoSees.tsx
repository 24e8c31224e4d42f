import { Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { useWords } from '../words/language.tsx'
import { useOn } from './filters.ts'
import { Loaded } from './Loaded.tsx'
import { TableBox } from './TableBox.tsx'

type Seer = Answer<'GET /api/pupils/{id}/access'>['people'][number]

/** Who can see a pupil, which fields and why. */
export function WhoSees({ pupil }: { pupil: number }) {
  const { people: say } = useWords()
  const on = useOn()
  const query = useQuery({
    queryKey: ['pupil-access', pupil, on],
    queryFn: () =>
      call('GET /api/pupils/{id}/access', { params: { id: pupil }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Loaded query={query}>
      {({ people }) => (
        <Stack>
          <Text size="sm" c="dimmed">
            {say.seersSay}
          </Text>
          <TableBox label={say.seers} head={[say.name, say.reason, say.sees]} minWidth={640}>
            {people.map((seer) => (
              <Row key={seer.staffId} seer={seer} />
            ))}
          </TableBox>
        </Stack>
      )}
    </Loaded>
  )
}

function Row({ seer }: { seer: Seer }) {
  const { people: say, common } = useWords()
  const whyOf = ({ role, why, as }: Seer['reasons'][number]) =>
    `${common.role[role] ?? role}: ${why === 'ownClass' ? say.why.ownClass[as ?? 'main'] : say.why[why]}`
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={500}>
        {seer.name}
        {!seer.signsIn && (
          <Text size="xs" c="dimmed">
            {say.noSignIn}
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        {seer.reasons.map((reason) => (
          <Text key={`${reason.role} ${reason.why}`} size="sm">
            {whyOf(reason)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td>
        {[...new Set(seer.reasons.flatMap(({ groups }) => groups))]
          .map((group) => say.group[group] ?? group)
          .join(', ')}
      </Table.Td>
    </Table.Tr>
  )
}
