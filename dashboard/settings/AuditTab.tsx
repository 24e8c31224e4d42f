import { Title } from '@mantine/core'
import { useWords } from '../words/language.tsx'

/** What was done and seen, by whom and when. */
export default function AuditTab() {
  const { audit } = useWords()
  return <Title order={2}>{audit.title}</Title>
}
