import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useSubmit, useWrong } from '../session/submit.ts'
import { useLanguage } from '../words/language.tsx'

type Done = { say?: string | undefined; undo?: (() => Promise<unknown>) | undefined }

/**
 * Does something on the server and tells of it: what went wrong stays beside the form, what was done is told with a way
 * back where there is one, and the page is asked anew.
 */
export function useActing() {
  const { words } = useLanguage()
  const client = useQueryClient()
  const wrong = useWrong()
  const { isBusy, error, run, refuse } = useSubmit()
  const act = (work: () => Promise<Done | undefined>): Promise<boolean> =>
    run(async () => {
      const done = await work()
      await client.invalidateQueries()
      if (done) tell(done)
    })
  /** The form may be gone by now: a failure is told where the way back stood. */
  const takeBack = async (undo: () => Promise<unknown>) => {
    try {
      await undo()
      notifications.show({ message: words.common.undone })
    } catch (failure) {
      notifications.show({ color: 'red', message: wrong(failure), autoClose: 12_000 })
    }
    await client.invalidateQueries()
  }
  const tell = ({ say = words.common.saved, undo }: Done) => {
    const id = notifications.show({
      message: (
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm">{say}</Text>
          {undo && (
            <Button
              size="compact-sm"
              variant="default"
              flex="none"
              onClick={() => {
                notifications.hide(id)
                void takeBack(undo)
              }}
            >
              {words.common.undo}
            </Button>
          )}
        </Group>
      ),
      autoClose: undo ? 12_000 : 4_000,
    })
  }
  return { isBusy, error, act, refuse, clear: () => refuse(undefined) }
}

/** What went wrong, said where the person is looking. */
export function Wrong({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <Alert color="red" role="alert" style={{ whiteSpace: 'pre-line' }}>
      {error}
    </Alert>
  )
}
