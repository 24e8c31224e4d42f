import { Alert, Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

type Done = { say?: string | undefined; undo?: (() => Promise<unknown>) | undefined }

/**
 * Does something on the server and tells of it: what went wrong stays beside the form, what was done is told with a way
 * back where there is one, and the page is asked anew.
 */
export function useActing() {
  const { words, lang } = useLanguage()
  const client = useQueryClient()
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<string>()
  const isActing = useRef(false)
  const saidOf = (failure: unknown) => (failure instanceof CallError ? failure.said[lang] : words.shell.crashed)
  const act = async (work: () => Promise<Done | undefined>): Promise<boolean> => {
    // A second tap while the first is on its way does nothing.
    if (isActing.current) return false
    isActing.current = true
    setIsBusy(true)
    setError(undefined)
    try {
      const done = await work()
      await client.invalidateQueries()
      if (done) tell(done)
      return true
    } catch (failure) {
      setError(saidOf(failure))
      return false
    } finally {
      isActing.current = false
      setIsBusy(false)
    }
  }
  /** The form may be gone by now: a failure is told where the way back stood. */
  const takeBack = async (undo: () => Promise<unknown>) => {
    try {
      await undo()
      notifications.show({ message: words.common.undone })
    } catch (failure) {
      notifications.show({ color: 'red', message: saidOf(failure), autoClose: 12_000 })
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
  return { isBusy, error, act, clear: () => setError(undefined) }
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
