import { Anchor, List, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { dayShort } from '../parts/dates.ts'
import type { StatusId } from '../parts/Status.tsx'
import { Status } from '../parts/Status.tsx'
import { readsNames, useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Block } from './Block.tsx'
import type { MondayAnswer } from './Monday.tsx'
import { ToDuty } from './MondayLinks.tsx'

/** Emergencies, memos and meetings, agreements, requests. */
export function MondayDuties({ data }: { data: MondayAnswer }) {
  const { words, lang } = useLanguage()
  const { monday } = words.documents
  const { agreements, requests } = data
  return (
    <>
      <Block no={1} title={monday.emergencies}>
        <Emergencies items={data.emergencies} />
      </Block>
      <Block no={2} title={monday.memos}>
        <Memos items={data.memos.items} />
      </Block>
      <Block no={3} title={monday.agreements}>
        <Text>
          {monday.active(agreements.active)} {agreements.without.length === 0 && monday.kept}
        </Text>
        <List size="sm">
          {agreements.without.map(({ className, key, dueOn, weeks }) => (
            <List.Item key={key}>
              <ToDuty of={key}>{monday.since(className, dayShort(dueOn, lang), monday.weeks(weeks))}</ToDuty>
            </List.Item>
          ))}
        </List>
      </Block>
      <Block no={4} title={monday.requests}>
        <Text>
          <DutiesLink filters={{ answered: 'open' }} inherit>
            {monday.requestCounts(requests.open, requests.dueNow, requests.overdue)}
          </DutiesLink>
        </Text>
        <List size="sm">
          {requests.urgent.map(({ className, key, dueOn, status }) => (
            <List.Item key={key}>
              <ToDuty of={key}>
                {monday.urgent(className, dayShort(dueOn, lang), words.common.status[status as StatusId])}
              </ToDuty>
            </List.Item>
          ))}
        </List>
      </Block>
    </>
  )
}

function Emergencies({ items }: { items: MondayAnswer['emergencies'] }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { monday } = words.documents
  if (items === null) return <Text c="dimmed">{monday.emergenciesHidden}</Text>
  if (items.length === 0) return <Text>{monday.noEmergencies}</Text>
  return (
    <List size="sm">
      {items.map(({ className, key, on, status, text }) => (
        <List.Item key={key}>
          <ToDuty of={key}>
            {dayShort(on, lang)} · {className}
          </ToDuty>{' '}
          · <Status id={status as StatusId} /> {say(text)}
        </List.Item>
      ))}
    </List>
  )
}

function Memos({ items }: Pick<MondayAnswer['memos'], 'items'>) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { monday } = words.documents
  if (items.length === 0) return <Text>{monday.noMemos}</Text>
  return (
    <List size="sm">
      {items.map(({ className, on, kind, isAhead, record }, no) => (
        <List.Item key={`${className}${on}${no}`}>
          <ToRecord id={record}>
            {dayShort(on, lang)} · {className} · {say(kind)}
          </ToRecord>
          {isAhead && ` (${monday.ahead})`}
        </List.Item>
      ))}
    </List>
  )
}

/** What was recorded opens; what is only planned has no record yet. */
function ToRecord({ id, children }: { id: number | null; children: ReactNode }) {
  const me = useMe()
  if (id === null || !readsNames(me, 'interactions')) return children
  return (
    <Anchor component={Link} to="/interactions/$id" params={{ id: String(id) } as never} inherit>
      {children}
    </Anchor>
  )
}
