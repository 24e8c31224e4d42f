import { Text } from '@mantine/core'
import { useState } from 'react'
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
  const [undone, setUndone] = useState<string>()
  const may = useMay()('write', 'imports') && (on === undefined || on === me.today)
  return (
    <Page title={shell.nav.imports}>
      <Freshness />
      {/* What was said of a load that was taken back is no longer true: the form begins anew. */}
      {may && <Load key={undone} />}
      {me.reads['imports'] === 'counts' && <Text c="dimmed">{imports.history.countsOnly}</Text>}
      <History may={may} undone={undone} onUndone={setUndone} />
      {may && <Templates />}
    </Page>
  )
}
