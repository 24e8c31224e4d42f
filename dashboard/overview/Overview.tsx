import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Overview() {
  const { shell } = useWords()
  return <Page title={shell.nav.overview}>{null}</Page>
}
