import { Anchor, Button, Group, Stack, Text, Timeline } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { useActing, Wrong } from '../parts/acting.tsx'
import { dayLong } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useMay } from '../session/me.tsx'
import { useLanguage, useSay, useWords } from '../words/language.tsx'

type One = Answer<'GET /api/cases/{id}'>

/** Work on a pupil in one domain: where it stands, and every step with who took it and what was said. */
export default function Case() {
  const { cases } = useWords()
  const { id } = useParams({ strict: false }) as { id: string }
  const on = useOn()
  const query = useQuery({
    queryKey: ['cases', 'one', id, on],
    queryFn: () => call('GET /api/cases/{id}', { params: { id: Number(id) }, query: on === undefined ? {} : { on } }),
  })
  return (
    <Page title={query.data ? cases.titleOf(query.data.pupil.name) : cases.one}>
      <Loaded query={query}>{(one) => <Told one={one} />}</Loaded>
    </Page>
  )
}

function Told({ one }: { one: One }) {
  const { words, lang } = useLanguage()
  const { cases, common, myClass, pupil } = words
  const say = useSay()
  return (
    <Stack gap="lg" maw={760}>
      <Stack gap={4}>
        <Text>
          {one.class.name} · {common.domain[one.domain] ?? one.domain} · <strong>{say(one.state.title)}</strong>
          {one.isRestricted && ` · ${myClass.restricted}`}
        </Text>
        <Text size="sm" c="dimmed">
          {pupil.cases.opened(dayLong(one.openedOn, lang))} · {cases.stateSince(dayLong(one.stateSince, lang))}
        </Text>
      </Stack>
      <Actions one={one} />
      <Timeline active={one.steps.length} bulletSize={14} lineWidth={2} aria-label={cases.steps}>
        {one.steps.map((step, no) => (
          <Timeline.Item key={no} title={step.transition ? say(step.transition) : say(step.to)}>
            <StepTold step={step} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Stack>
  )
}

function StepTold({ step }: { step: One['steps'][number] }) {
  const { words, lang } = useLanguage()
  const { cases, myClass } = words
  const say = useSay()
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {dayLong(step.on, lang)} · {step.author ?? cases.byRule}
        {step.isUndone && ` · ${cases.undone}`}
      </Text>
      <Text size="sm">{cases.nowIn(say(step.to))}</Text>
      {step.dynamics && <Text size="sm">{cases.dynamics(myClass.dynamics[step.dynamics])}</Text>}
      {step.measures.length > 0 && <Text size="sm">{cases.measures(step.measures.map(say).join(', '))}</Text>}
      {step.note !== null && <Text size="sm">«{step.note}»</Text>}
    </Stack>
  )
}

/** What can be done from here; the past cannot be changed. */
function Actions({ one }: { one: One }) {
  const { cases, pupil } = useWords()
  const on = useOn()
  const may = useMay()
  const navigate = useNavigate()
  const { error, isBusy, act } = useActing()
  const undo = async () => {
    await call('POST /api/cases/{id}/undo', { params: { id: one.id } })
    await navigate({ to: `/pupils/${one.pupil.id}` })
    return undefined
  }
  return (
    <Group className="no-print">
      <Anchor component={Link} to={`/pupils/${one.pupil.id}`} size="sm">
        {cases.toPupil}
      </Anchor>
      {on === undefined && may('write', 'interactions') && (
        <Button
          component={Link}
          to="/interactions/new"
          search={{ class: String(one.class.id), pupil: String(one.pupil.id) } as never}
          variant="default"
          h={44}
        >
          {pupil.log}
        </Button>
      )}
      {one.mayUndo && (
        <Button variant="default" h={44} loading={isBusy} onClick={() => void act(undo)}>
          {cases.undo}
        </Button>
      )}
      <Wrong error={error} />
    </Group>
  )
}
