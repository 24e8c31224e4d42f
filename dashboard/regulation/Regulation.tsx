import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Regulation() {
  const { shell } = useWords()
  return <Page title={shell.nav.regulation}>{null}</Page>
}
