import { Anchor, Button, List, Stack, Text, Title } from '@mantine/core'
import { Load } from '../imports/Load.tsx'
import { Templates } from '../imports/Templates.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { MeContext, useSession } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Colleagues } from './Colleagues.tsx'
import { Heading } from './Setup.tsx'

/** The school is there and its first person signed in: colleagues, the first load, and where the rest is done. */
export function AfterSetup({ school }: { school: string }) {
  const { first } = useWords().setup
  const session = useSession()
  return (
    <Stack gap="xl">
      <Stack className="no-print">
        <Heading step={4} />
        <Text fw={600} role="status">
          {first.created(school)}
        </Text>
        <Text>{first.lead}</Text>
      </Stack>
      <Loaded query={session}>
        {(me) => (
          <MeContext value={me}>
            {!me.needsSecondFactor && (
              <>
                <Colleagues />
                <Stack component="section" aria-labelledby="pupils" className="no-print">
                  <Title order={2} id="pupils">
                    {first.pupils}
                  </Title>
                  <Text>{first.pupilsLead}</Text>
                  <Load heading={3} />
                  <Templates heading={3} />
                </Stack>
              </>
            )}
          </MeContext>
        )}
      </Loaded>
      <Later />
    </Stack>
  )
}

/** What waits until classes are there, each with the page where it is done. */
function Later() {
  const { first } = useWords().setup
  return (
    <Stack component="section" aria-labelledby="later" className="no-print" align="flex-start">
      <Title order={2} id="later">
        {first.later}
      </Title>
      <List>
        {first.places.map(([path, name, what]) => (
          <List.Item key={path}>
            <Anchor href={path}>{name}</Anchor>: {what}
          </List.Item>
        ))}
      </List>
      <Button onClick={() => location.assign('/')}>{first.finish}</Button>
    </Stack>
  )
}
