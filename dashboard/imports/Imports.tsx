import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Imports() {
  const { shell } = useWords()
  return <Page title={shell.nav.imports}>{null}</Page>
}
