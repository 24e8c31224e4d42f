import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Settings() {
  const { shell } = useWords()
  return <Page title={shell.nav.settings}>{null}</Page>
}
