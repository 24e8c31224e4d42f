import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { CallError } from '../call.ts'
import { useLanguage } from '../words/language.tsx'
import { useRefreshed } from './queries.ts'

/** Tells that something was recorded, with a way back for as long as the note stands. */
export function useUndoable(): (said: string, undo: () => Promise<unknown>) => void {
  const { words, lang } = useLanguage()
  const refresh = useRefreshed()
  return (said, undo) => {
    const takeBack = async (id: string) => {
      notifications.hide(id)
      try {
        await undo()
        await refresh()
        notifications.show({ message: words.myClass.undone })
      } catch (error) {
        notifications.show({
          color: 'red',
          message: error instanceof CallError ? error.said[lang] : words.common.failed,
        })
        await refresh()
      }
    }
    const id = `undo-${crypto.randomUUID()}`
    notifications.show({
      id,
      autoClose: 12_000,
      message: (
        <Group justify="space-between" gap="sm">
          <Text size="sm">{said}</Text>
          <Button size="compact-sm" variant="light" onClick={() => void takeBack(id)}>
            {words.common.undo}
          </Button>
        </Group>
      ),
    })
  }
}
