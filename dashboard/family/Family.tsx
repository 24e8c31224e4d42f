import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Family() {
  const { shell } = useWords()
  return <Page title={shell.nav.family}>{null}</Page>
}
