import { Title } from '@mantine/core'
import { useWords } from '../words/language.tsx'

/** People who work here: roles, sign-ins, links. */
export default function PeopleTab() {
  const { people } = useWords()
  return <Title order={2}>{people.title}</Title>
}
