import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Classes() {
  const { shell } = useWords()
  return <Page title={shell.nav.classes}>{null}</Page>
}
