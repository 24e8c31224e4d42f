import { Text } from '@mantine/core'
import { useOn } from '../parts/filters.ts'
import { Page } from '../parts/Page.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useWords } from '../words/language.tsx'
import { Freshness } from './Freshness.tsx'
import { History } from './History.tsx'
import { Load } from './Load.tsx'
import { Templates } from './Templates.tsx'

/** How fresh the data are, a new load, and those before it. */
export default function Imports() {
  const { shell, imports } = useWords()
  const me = useMe()
  const on = useOn()
  const may = useMay()('write', 'imports') && (on === undefined || on === me.today)
  return (
    <Page title={shell.nav.imports}>
      <Freshness />
      {may && <Load />}
      {me.reads['imports'] === 'counts' && <Text c="dimmed">{imports.history.countsOnly}</Text>}
      <History may={may} />
      {may && <Templates />}
    </Page>
  )
}
