import { Anchor, Group, List, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { type Answer, call } from '../call.ts'
import { dayFull } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Level } from '../parts/Level.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Examples } from './Examples.tsx'
import { Fired } from './Fired.tsx'
import { Parameters } from './Parameters.tsx'
import { Part } from './Part.tsx'
import { Revisions } from './Revisions.tsx'
import { Tree } from './Tree.tsx'
import './regulation.css'

export type RuleOf = Answer<'GET /api/rules/{id}'>

/** A rule read aloud beside the point it serves, with its numbers, examples, where it fired and its revisions. */
export default function Rule() {
  const { id = '' } = useParams({ strict: false })
  const { words } = useLanguage()
  const on = useOn()
  const query = useQuery({
    queryKey: ['rule', id, on],
    queryFn: () => call('GET /api/rules/{id}', { params: { id }, query: on === undefined ? {} : { on } }),
    // Examples are run when they are first asked for.
    refetchInterval: ({ state }) =>
      state.data?.exampleRuns.some(({ verdict }) => verdict === 'running') === true ? 2_000 : false,
  })
  const say = useSay()
  const { data } = query
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/regulation" size="sm" className="no-print">
        ← {words.regulation.backToAll}
      </Anchor>
      <Page title={data ? `${data.id}. ${say(data.title)}` : id}>
        <Loaded query={query} lines={12}>
          {(rule) => <Told rule={rule} />}
        </Loaded>
      </Page>
    </Stack>
  )
}

function Told({ rule }: { rule: RuleOf }) {
  const { words, lang } = useLanguage()
  const own = words.regulation.rule
  const about = [
    own.subject[rule.subject] ?? rule.subject,
    words.common.domain[rule.domain] ?? rule.domain,
    // What is in force says so with its day.
    ...(rule.status === 'active' ? [] : [words.regulation.point.statuses[rule.status] ?? rule.status]),
    own.effective(
      dayFull(rule.effective.from, lang),
      rule.effective.until === null ? null : dayFull(rule.effective.until, lang),
    ),
    own.version(rule.version),
  ]
  return (
    <>
      <Text c="dimmed">{about.join(' · ')}</Text>
      <div className="reg-columns even">
        <Served rule={rule} />
        <Reading rule={rule} />
      </div>
      <Parameters parameters={rule.parameters} />
      <Examples rule={rule} />
      <Fired rule={rule} />
      <div className="reg-columns even">
        <Around rule={rule} />
        <Revisions revisions={rule.revisions} />
      </div>
    </>
  )
}

function Served({ rule }: { rule: RuleOf }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  return (
    <Part title={own.servedText}>
      {rule.points.map(({ id, title, text, isStale }) => (
        <Stack key={id} gap={6} pb="sm">
          <Anchor component={Link} to={`/regulation/${id}`} fw={600} style={{ paddingBlock: 4 }}>
            {id} · {say(title)}
          </Anchor>
          <blockquote className="reg-text">{say(text)}</blockquote>
          {isStale && <Text size="sm">! {own.stale}</Text>}
        </Stack>
      ))}
    </Part>
  )
}

function Reading({ rule }: { rule: RuleOf }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  return (
    <Stack gap="lg">
      <Part title={own.reads}>
        {rule.levelsRead.map(({ level, sentence, parts }) => (
          <Stack key={level} gap={4} pb="xs">
            <Group>
              <Level level={level} />
            </Group>
            <Text className="reg-prose">{say(sentence)}</Text>
            {parts[lang].kind !== 'one' && <Tree reading={parts[lang]} />}
          </Stack>
        ))}
      </Part>
      <Part title={own.clear}>
        <Text className="reg-prose">{say(rule.clear.sentence)}</Text>
      </Part>
      {rule.exempt.length > 0 && (
        <Part title={own.exempt}>
          <List spacing={6}>
            {rule.exempt.map(({ id, title, sentence }) => (
              <List.Item key={id}>
                {say(title)}{' '}
                <Text span size="sm" c="dimmed">
                  {say(sentence)}
                </Text>
              </List.Item>
            ))}
          </List>
        </Part>
      )}
      <Part title={own.life}>
        <List spacing={4}>
          {rule.life.map((text) => (
            <List.Item key={text.en}>{say(text)}</List.Item>
          ))}
        </List>
      </Part>
    </Stack>
  )
}

function Around({ rule }: { rule: RuleOf }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  const linked = [
    { title: own.suppresses, rules: rule.suppresses },
    { title: own.suppressedBy, rules: rule.suppressedBy },
    { title: own.groups, rules: rule.groups },
  ]
  return (
    <Stack gap="lg">
      <Part title={own.advice}>
        <Text className="reg-prose">{say(rule.advice)}</Text>
      </Part>
      <Part title={own.basis}>
        <Text className="reg-prose">{say(rule.basis)}</Text>
      </Part>
      {rule.falsePositives.length > 0 && (
        <Part title={own.falsePositives}>
          <List>
            {rule.falsePositives.map((text) => (
              <List.Item key={text.en}>{say(text)}</List.Item>
            ))}
          </List>
        </Part>
      )}
      {linked.map(
        ({ title, rules }) =>
          rules.length > 0 && (
            <Part key={title} title={title}>
              {rules.map(({ id, title: name }) => (
                <Anchor key={id} component={Link} to={`/regulation/rules/${id}`} style={{ paddingBlock: 4 }}>
                  {id} · {say(name)}
                </Anchor>
              ))}
            </Part>
          ),
      )}
      <Part title={own.facts}>
        <dl className="reg-terms reg-prose">
          {rule.facts.map(({ id, title, definition }) => (
            <div key={id}>
              <dt>{say(title)}</dt>
              <dd>{say(definition)}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </Stack>
  )
}
