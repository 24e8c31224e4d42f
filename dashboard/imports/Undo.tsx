import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { CallError, call } from '../call.ts'
import { useLanguage } from '../words/language.tsx'
import type { Past } from './History.tsx'

type Props = { row: Pick<Past, 'id' | 'isLarge'>; records: number; onUndone: (said: string) => void }

/** Takes the last import back, after a question that names it. */
export function Undo({ row: { id, isLarge }, records, onUndone }: Props) {
  const { words, lang } = useLanguage()
  const { history, done } = words.imports
  const [isOpen, { open, close }] = useDisclosure()
  const [isSure, setIsSure] = useState(false)
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
          {isLarge && (
            <Alert color="red" title={history.undoLarge(records)}>
              <Checkbox
                label={history.undoSure}
                checked={isSure}
                onChange={({ currentTarget }) => setIsSure(currentTarget.checked)}
              />
            </Alert>
          )}
          {error && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Group>
            <Button color="red" loading={undo.isPending} disabled={isLarge && !isSure} onClick={() => undo.mutate()}>
              {history.undoIt(records)}
            </Button>
            <Button variant="default" onClick={close} data-autofocus>
              {history.undoKeep}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
