import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Flags() {
  const { shell } = useWords()
  return <Page title={shell.nav.flags}>{null}</Page>
}
