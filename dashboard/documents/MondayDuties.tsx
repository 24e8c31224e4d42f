import { List, Text } from '@mantine/core'
import { dayShort } from '../parts/dates.ts'
import type { StatusId } from '../parts/Status.tsx'
import { Status } from '../parts/Status.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Block } from './Block.tsx'
import type { MondayAnswer } from './Monday.tsx'

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
          {agreements.without.map(({ className, dueOn, weeks }) => (
            <List.Item key={className + dueOn}>
              {monday.since(className, dayShort(dueOn, lang), monday.weeks(weeks))}
            </List.Item>
          ))}
        </List>
      </Block>
      <Block no={4} title={monday.requests}>
        <Text>{monday.requestCounts(requests.open, requests.dueNow, requests.overdue)}</Text>
        <List size="sm">
          {requests.urgent.map(({ className, receivedOn, dueOn, status }, no) => (
            <List.Item key={`${className}${receivedOn}${no}`}>
              {monday.urgent(className, dayShort(dueOn, lang), words.common.status[status as StatusId])}
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
      {items.map(({ className, on, status, text }, no) => (
        <List.Item key={`${className}${on}${no}`}>
          {dayShort(on, lang)} · {className} · <Status id={status as StatusId} /> {say(text)}
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
      {items.map(({ className, on, kind, isAhead }, no) => (
        <List.Item key={`${className}${on}${no}`}>
          {dayShort(on, lang)} · {className} · {say(kind)}
          {isAhead && ` (${monday.ahead})`}
        </List.Item>
      ))}
    </List>
  )
}
