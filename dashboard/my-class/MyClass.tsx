import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function MyClass() {
  const { shell } = useWords()
  return <Page title={shell.nav.myClass}>{null}</Page>
}
