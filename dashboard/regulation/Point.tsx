import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { useOn } from '../parts/filters.ts'
import { Level } from '../parts/Level.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Coverage, type PointOf } from './Coverage.tsx'
import { Norms } from './Norms.tsx'
import { Part } from './Part.tsx'
import { History, Proof } from './Proof.tsx'
import './regulation.css'

type Asked = Answer<'GET /api/regulation/points/{id}'>

/** A point of the regulation: its text as written, then what the program does with it. */
export default function Point() {
  const { point: id = '' } = useParams({ strict: false })
  const { words } = useLanguage()
  const on = useOn()
  const query = useQuery({
    queryKey: ['point', id, on],
    queryFn: () => call('GET /api/regulation/points/{id}', { params: { id }, query: on === undefined ? {} : { on } }),
  })
  const say = useSay()
  const point = query.data?.point
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/regulation" size="sm" className="no-print">
        ← {words.regulation.backToAll}
      </Anchor>
      <Page
        title={point ? `${point.id}. ${say(point.title)}` : words.common.point(id)}
        aside={point && <Coverage coverage={point.coverage} />}
      >
        <Loaded query={query} lines={10}>
          {(answer) => <Told answer={answer} />}
        </Loaded>
      </Page>
    </Stack>
  )
}

function Told({ answer }: { answer: Asked }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  const { point } = answer
  return (
    <>
      <section aria-label={own.text}>
        <blockquote className="reg-text">{say(point.text)}</blockquote>
      </section>
      <dl className="reg-terms reg-prose">
        <dt>{own.forms}</dt>
        <dd>
          {point.forms.list.map(say).join(', ')}
          {point.forms.open && `, ${own.formsOpen}`}
        </dd>
        <dt>{own.periodicity}</dt>
        <dd>
          {say(point.periodicity)}{' '}
          <Text span c="dimmed" size="sm">
            ({words.regulation.kinds[point.kind] ?? point.kind})
          </Text>
        </dd>
        {point.notes && (
          <>
            <dt>{own.notes}</dt>
            <dd>{say(point.notes)}</dd>
          </>
        )}
      </dl>
      <div className="reg-columns">
        <Norms point={point} />
        <Watching point={point} />
      </div>
      <div className="reg-columns">
        <Proof point={point} />
        <History history={answer.history} />
      </div>
      <Beside answer={answer} />
    </>
  )
}

function Watching({ point }: { point: PointOf }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  const raisedText = (id: string, raised: number | null) =>
    point.coverage.neverFired.includes(id) ? own.never : raised === null ? own.fewRaised : own.raised(raised)
  return (
    <Part title={own.program}>
      {point.rules.length === 0 && point.notices.length === 0 && <Text>{own.noRules}</Text>}
      {point.rules.map(({ id, title, level, status, isStale, raised }) => (
        <Stack key={id} gap={2} pb="xs">
          <Group gap="xs" align="baseline">
            <Anchor component={Link} to={`/regulation/rules/${id}`} fw={600} style={{ paddingBlock: 4 }}>
              {id} · {say(title)}
            </Anchor>
            <Level level={level} />
          </Group>
          <Text size="sm" c="dimmed">
            {own.statuses[status] ?? status}, {raisedText(id, raised)}
          </Text>
          {isStale && <Text size="sm">! {words.regulation.coverage.stale}</Text>}
        </Stack>
      ))}
      {point.notices.map(({ id, title, advice }) => (
        <Stack key={id} gap={2} pb="xs">
          <Text fw={600}>
            {id} · {say(title)}{' '}
            <Text span c="dimmed" size="sm">
              ({words.regulation.notice})
            </Text>
          </Text>
          <Text size="sm" c="dimmed">
            {say(advice)}
          </Text>
        </Stack>
      ))}
      {point.coverage.manual && (
        <>
          <Title order={3}>{own.manual}</Title>
          <Text className="reg-prose">{say(point.coverage.manual)}.</Text>
        </>
      )}
    </Part>
  )
}

function Beside({ answer: { previous, next } }: { answer: Asked }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  return (
    <Group component="nav" aria-label={own.next} justify="space-between" className="no-print" align="start">
      {previous ? (
        <Anchor component={Link} to={`/regulation/${previous.id}`} style={{ paddingBlock: 10 }}>
          ← {own.previous}: {previous.id} {say(previous.title)}
        </Anchor>
      ) : (
        <span />
      )}
      {next && (
        <Anchor component={Link} to={`/regulation/${next.id}`} style={{ paddingBlock: 10 }}>
          {own.next}: {next.id} {say(next.title)} →
        </Anchor>
      )}
    </Group>
  )
}
