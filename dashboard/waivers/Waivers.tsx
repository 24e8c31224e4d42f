import { Page } from '../parts/Page.tsx'
import { useWords } from '../words/language.tsx'
import { WaiverList } from './WaiverList.tsx'

/** Waivers as a page of its own: where a class teacher asks for one. */
export default function Waivers() {
  const { waivers } = useWords()
  return (
    <Page title={waivers.title}>
      <WaiverList />
    </Page>
  )
}
