import { Checkbox, Stack, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Answer, call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { TableBox } from '../parts/TableBox.tsx'
import { useLanguage, useSay } from '../words/language.tsx'

type Shown = Answer<'GET /api/channels'>
type Channel = Shown['channels'][number]

/** Which channels the school uses, with what the law says of each. */
export default function ChannelsTab() {
  const { words } = useLanguage()
  const on = useOn()
  const query = useQuery({
    queryKey: ['channels', on],
    queryFn: () => call('GET /api/channels', { query: on ? { on } : {} }),
  })
  return <Loaded query={query}>{(shown) => <Channels shown={shown} words={words.settings.channels} />}</Loaded>
}

type Words = ReturnType<typeof useLanguage>['words']['settings']['channels']

function Channels({ shown, words }: { shown: Shown; words: Words }) {
  const { isBusy, error, act } = useActing()
  const choose = (id: string, isUsed: boolean) => {
    const used = shown.channels
      .filter((channel) => (channel.id === id ? isUsed : channel.isUsed))
      .map((channel) => channel.id)
    void act(async () => {
      await call('PUT /api/channels', { body: { used } })
      return {}
    })
  }
  return (
    <Stack>
      <Text c="dimmed">{words.hint}</Text>
      <Wrong error={error} />
      <TableBox label={words.table} head={[words.used, words.name, words.data, words.law]} minWidth={680}>
        {shown.channels.map((channel) => (
          <Row key={channel.id} channel={channel} isDisabled={!shown.canChange} isBusy={isBusy} onChoose={choose} />
        ))}
      </TableBox>
    </Stack>
  )
}

type RowProps = {
  channel: Channel
  isDisabled: boolean
  isBusy: boolean
  onChoose: (id: string, isUsed: boolean) => void
}

function Row({ channel, isDisabled, isBusy, onChoose }: RowProps) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { personalData, from, until } = channel
  const days = [
    ...(from ? [words.settings.channels.from(dayFull(from, lang))] : []),
    ...(until ? [words.settings.channels.until(dayFull(until, lang))] : []),
  ]
  return (
    <Table.Tr>
      <Table.Td>
        <Checkbox
          aria-label={say(channel.title)}
          checked={channel.isUsed}
          aria-busy={isBusy}
          disabled={isDisabled || personalData === 'forbidden'}
          onChange={({ currentTarget }) => onChoose(channel.id, currentTarget.checked)}
        />
      </Table.Td>
      <Table.Th scope="row">
        {say(channel.title)}
        {days.length > 0 && (
          <Text size="xs" c="dimmed">
            {days.join(' ')}
          </Text>
        )}
      </Table.Th>
      <Table.Td>
        {personalData === 'forbidden' && '✕ '}
        {words.settings.channels.personalData[personalData]}
      </Table.Td>
      <Table.Td>
        <Text size="sm">{say(channel.legality)}</Text>
      </Table.Td>
    </Table.Tr>
  )
}
