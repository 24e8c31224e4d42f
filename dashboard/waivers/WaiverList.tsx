import { Badge, Button, Group, NativeSelect, Pagination, Paper, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { instantText } from '../parts/dates.ts'
import { useFilters, useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useMay, useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { AskDialog } from './AskDialog.tsx'
import { DecideDialog, type Decision } from './DecideDialog.tsx'

export type Waiver = Answer<'GET /api/waivers'>['waivers'][number]
type Filters = { state?: string | undefined; page?: string | undefined }

/** Waivers that one may see, those that wait first: what each does, who asked, who decided. */
export function WaiverList() {
  const { words } = useLanguage()
  const on = useOn()
  const may = useMay()
  const [{ state, page }, setFilters] = useFilters<Filters>()
  const [isAsking, setIsAsking] = useState(false)
  const asked = { ...(state && { state }), ...(page && { page: Number(page) }), ...(on && { on }) }
  const query = useQuery({
    queryKey: ['waivers', asked],
    queryFn: () => call('GET /api/waivers', { query: asked as never }),
  })
  return (
    <Stack>
      <Text c="dimmed">{words.waivers.intro}</Text>
      <Group align="flex-end">
        <NativeSelect
          label={words.waivers.filter}
          value={state ?? ''}
          data={[
            { value: '', label: words.waivers.all },
            ...Object.entries(words.waivers.state).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget }) => setFilters({ state: currentTarget.value, page: undefined })}
        />
        {may('write', 'waivers') && on === undefined && (
          <Button onClick={() => setIsAsking(true)}>{words.waivers.ask}</Button>
        )}
      </Group>
      <Loaded query={query} empty={{ when: ({ total }) => total === 0, say: words.waivers.empty }}>
        {({ waivers, total, waiting, page: at, pageSize }) => (
          <Stack>
            <Text size="sm" aria-live="polite">
              {words.waivers.total(total)} · {words.waivers.waiting(waiting)}
            </Text>
            {waivers.map((waiver) => (
              <Line key={waiver.id} waiver={waiver} />
            ))}
            {total > pageSize && (
              <Pagination
                total={Math.ceil(total / pageSize)}
                value={at + 1}
                onChange={(next) => setFilters({ page: String(next - 1) })}
              />
            )}
          </Stack>
        )}
      </Loaded>
      {isAsking && <AskDialog onClose={() => setIsAsking(false)} />}
    </Stack>
  )
}

function Line({ waiver }: { waiver: Waiver }) {
  const { words } = useLanguage()
  const say = useSay()
  const [decision, setDecision] = useState<Decision>()
  return (
    <Paper withBorder p="md" component="article">
      <Group justify="space-between" align="flex-start">
        <Text fw={600} maw={720}>
          {say(waiver.effect)}
        </Text>
        <Badge
          tt="none"
          variant={waiver.state === 'draft' ? 'filled' : 'outline'}
          color={waiver.state === 'draft' ? 'blue' : 'gray'}
        >
          {words.waivers.state[waiver.state]}
          {waiver.isNow && ` · ${words.waivers.now}`}
        </Badge>
      </Group>
      <Text size="sm" mt={4}>
        {say(waiver.title)} · {say(waiver.reason)}
        {waiver.note && `: ${waiver.note}`}
      </Text>
      <History waiver={waiver} />
      <Group gap="xs" mt="xs">
        {waiver.canDecide && (
          <Button size="xs" onClick={() => setDecision('approve')}>
            {words.waivers.approve}
          </Button>
        )}
        {waiver.canDecide && (
          <Button size="xs" variant="default" onClick={() => setDecision('reject')}>
            {words.waivers.reject}
          </Button>
        )}
        {waiver.canRevoke && (
          <Button size="xs" variant="default" onClick={() => setDecision('revoke')}>
            {words.waivers.revoke}
          </Button>
        )}
        {waiver.canWithdraw && (
          <Button size="xs" variant="default" onClick={() => setDecision('withdraw')}>
            {words.waivers.withdraw}
          </Button>
        )}
      </Group>
      {decision && <DecideDialog waiver={waiver} decision={decision} onClose={() => setDecision(undefined)} />}
    </Paper>
  )
}

function History({ waiver }: { waiver: Waiver }) {
  const { words, lang } = useLanguage()
  const { timeZone } = useMe().school
  const at = (instant: string) => instantText(instant, lang, timeZone)
  const { requestedBy, requestedAt, decidedBy, decidedAt, decisionNote, revokedBy, revokedAt, revokeNote } = waiver
  return (
    <Text size="sm" c="dimmed">
      {words.waivers.askedBy(requestedBy, at(requestedAt))}
      {decidedAt && (
        <>
          <br />
          {words.waivers.decidedBy(decidedBy, at(decidedAt))}
          {decisionNote && `: ${decisionNote}`}
        </>
      )}
      {revokedAt && (
        <>
          <br />
          {words.waivers.revokedBy(revokedBy, at(revokedAt))}
          {revokeNote && `: ${revokeNote}`}
        </>
      )}
    </Text>
  )
}
