import { Button, Stack, Text } from '@mantine/core'
import { Load } from '../imports/Load.tsx'
import { Templates } from '../imports/Templates.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { MeContext, useSession } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Heading } from './Setup.tsx'

/** The school is there and its first person signed in: the first load, or straight to work. */
export function FirstImport({ school }: { school: string }) {
  const { setup } = useWords()
  const session = useSession()
  const finish = <Button onClick={() => location.assign('/')}>{setup.first.finish}</Button>
  return (
    <Stack>
      <Heading step={4} />
      <Text fw={600} role="status">
        {setup.first.created(school)}
      </Text>
      <Text>{setup.first.lead}</Text>
      <div>{finish}</div>
      <Loaded query={session}>
        {(me) => (
          <MeContext value={me}>
            {!me.needsSecondFactor && (
              <>
                <Load />
                <Templates />
              </>
            )}
          </MeContext>
        )}
      </Loaded>
    </Stack>
  )
}
