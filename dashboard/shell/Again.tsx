import { Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Me, useMe, useSession } from '../session/me.tsx'
import { sessionRenewed } from '../session/renewed.ts'
import { SecondStep } from '../session/SecondStep.tsx'
import { SignInForm } from '../session/SignIn.tsx'
import { useWords } from '../words/language.tsx'

/** Signing in again leaves everything that was typed where it is; another person begins at the beginning. */
export default function Again({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { staffId } = useMe()
  const { data } = useSession()
  const client = useQueryClient()
  const goOn = async () => {
    await client.refetchQueries({ queryKey: ['me'] })
    const now = client.getQueryData<Me>(['me'])
    if (now && now.staffId !== staffId) return location.assign('/')
    if (now?.needsSecondFactor) return
    sessionRenewed.dispatchEvent(new Event('renewed'))
    await client.invalidateQueries()
    onClose()
  }
  const isHalfway = data?.needsSecondFactor === true
  return (
    <Modal opened onClose={onClose} title={isHalfway ? words.session.step.title : words.session.title}>
      <Stack>
        <Text size="sm">{words.session.again}</Text>
        {isHalfway ? <SecondStep me={data} onDone={goOn} /> : <SignInForm onDone={goOn} />}
      </Stack>
    </Modal>
  )
}
