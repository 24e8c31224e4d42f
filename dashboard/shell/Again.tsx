import { Modal, Stack, Text } from '@mantine/core'
import { SignInForm } from '../session/SignIn.tsx'
import { useWords } from '../words/language.tsx'

/** Signing in again leaves everything that was typed where it is. */
export default function Again({ onClose }: { onClose: () => void }) {
  const words = useWords()
  return (
    <Modal opened onClose={onClose} title={words.session.title} closeButtonProps={{ 'aria-label': words.common.close }}>
      <Stack>
        <Text size="sm">{words.session.again}</Text>
        <SignInForm onDone={onClose} />
      </Stack>
    </Modal>
  )
}
