import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CallError, call } from '../call.ts'
import { useLanguage } from '../words/language.tsx'

/** Takes the last import back, after a question that names it. */
export function Undo({ id, onUndone }: { id: number; onUndone: (said: string) => void }) {
  const { words, lang } = useLanguage()
  const { history, done } = words.imports
  const [isOpen, { open, close }] = useDisclosure()
  const client = useQueryClient()
  const undo = useMutation({
    mutationFn: () => call('POST /api/imports/undo', { body: { importId: id } }),
    onSuccess: async ({ followed: { refused, flags, duties } }) => {
      close()
      const follows = refused
        ? refused[lang]
        : `${done.flags(flags.raised, flags.cleared, flags.open)} ${done.duties(duties)}`
      onUndone(`${history.undoneDone(id)} ${follows}`)
      await client.invalidateQueries()
    },
  })
  const error = undo.error instanceof CallError ? undo.error.said[lang] : undefined
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {history.undo}
      </Button>
      <Modal opened={isOpen} onClose={close} title={history.undoOf(id)}>
        <Stack>
          <Text>{history.undoLead}</Text>
          {error && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Group>
            <Button color="red" loading={undo.isPending} onClick={() => undo.mutate()}>
              {history.undo}
            </Button>
            <Button variant="default" onClick={close}>
              {words.common.close}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
