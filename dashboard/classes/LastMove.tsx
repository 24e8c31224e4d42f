import { Alert, Button, Text } from '@mantine/core'
import { useState } from 'react'
import { call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { instantText } from '../parts/dates.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import { Dialog } from './Dialog.tsx'
import type { RollPlan } from './RollOver.tsx'

/** The last move of the school and the way back, while there is one. */
export function LastMove({ plan: { undo } }: { plan: RollPlan }) {
  const { words, lang } = useLanguage()
  const { roll } = words.classes
  const { timeZone } = useMe().school
  const [isAsking, setIsAsking] = useState(false)
  const { isBusy, error, act } = useActing()
  if (!undo) return null
  const takeBack = async () => {
    const isDone = await act(async () => {
      await call('POST /api/roster-changes/{id}/undo', { params: { id: undo.changeId } })
      return { say: words.common.undone }
    })
    if (isDone) setIsAsking(false)
  }
  return (
    <Alert color="blue">
      <Text>{roll.last(undo.year, words.classes.by(undo.madeBy ?? '', instantText(undo.madeAt, lang, timeZone)))}</Text>
      {undo.isUndoable ? (
        <Button mt="xs" size="xs" variant="default" onClick={() => setIsAsking(true)}>
          {roll.undo}
        </Button>
      ) : (
        <Text size="sm">{roll.cannotUndo}</Text>
      )}
      {isAsking && (
        <Dialog
          title={roll.undo}
          hint={roll.undoAsk}
          error={error}
          isBusy={isBusy}
          isDanger
          submit={roll.undo}
          onSubmit={() => void takeBack()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Alert>
  )
}
