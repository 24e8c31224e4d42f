import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Duties() {
  const { shell } = useWords()
  return <Page title={shell.nav.duties}>{null}</Page>
}
