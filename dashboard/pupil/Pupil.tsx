import { Page } from '../parts/Page.tsx'

export default function Pupil() {
  return <Page title="">{null}</Page>
}
