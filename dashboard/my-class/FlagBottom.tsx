import { Anchor, Button, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ToReasons } from '../flags/ToReasons.tsx'
import { dayLong } from '../parts/dates.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { isAsked } from './flags.ts'
import type { Flag } from './queries.ts'

/** What may be done about a flag, and why it stands: on its own page the reasons are told below. */
export function FlagBottom({ flag, isWhole }: { flag: Flag; isWhole: boolean }) {
  const { common } = useLanguage().words
  const [isOpen, { toggle }] = useDisclosure()
  const buttons = flag.mayDecide && <Actions flag={flag} />
  if (isWhole) return buttons
  return (
    <>
      <Group gap="xs" className="no-print">
        {isAsked(flag) && buttons}
        <Button
          mih={44}
          px="xs"
          miw="max-content"
          variant="subtle"
          color="gray"
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {common.why} {isOpen ? '▾' : '▸'}
        </Button>
      </Group>
      <Collapse expanded={isOpen} className="no-print">
        <Why flag={flag} />
        {!isAsked(flag) && buttons}
      </Collapse>
    </>
  )
}

function Actions({ flag }: { flag: Flag }) {
  const { myClass } = useLanguage().words
  const [asked, setAsked] = useState<'acceptance' | 'dismissal' | null>(null)
  return (
    <Group gap="xs" className="no-print">
      <Button mih={44} variant="light" onClick={() => setAsked('acceptance')}>
        {myClass.accept}
      </Button>
      <Button mih={44} variant="default" onClick={() => setAsked('dismissal')}>
        {myClass.dismiss}
      </Button>
      <DecideDialog flag={flag} kind={asked} onClose={() => setAsked(null)} />
    </Group>
  )
}

function Why({ flag }: { flag: Flag }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  return (
    <Stack gap={4} py={4}>
      <Text size="sm">{say(flag.clears)}</Text>
      {flag.revision.from !== null && <Text size="sm">{myClass.revision(dayLong(flag.revision.from, lang))}</Text>}
      <ToReasons flag={flag} />
      <Anchor component={Link} to={`/flags/${flag.id}`} size="sm" py={8} className="tap">
        {myClass.whole}
      </Anchor>
    </Stack>
  )
}
