import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'

export default function Account() {
  const { shell } = useWords()
  return <Page title={shell.account}>{null}</Page>
}
