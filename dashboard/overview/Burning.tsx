import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { DutiesLink, useDutiesSearch } from '../parts/DutiesLink.tsx'
import { dayShort } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Panel } from './Panel.tsx'

type Burns = Answer<'GET /api/overview'>['burning']
type Line = Burns['lines'][number]

/** What burns now and what to do about it: critical first, then by due day. */
export function Burning({ burning }: { burning: Burns }) {
  const { words } = useLanguage()
  const { title, none, all } = words.overview.burning
  return (
    <Panel label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{title}</Title>
        {burning.total > 0 && (
          <DutiesLink size="sm" filters={{ set: 'burning' }}>
            {all(burning.total)}
          </DutiesLink>
        )}
      </Group>
      {burning.lines.length === 0 ? (
        <Text c="dimmed">{none}</Text>
      ) : (
        <Stack component="ul" gap={0} m={0} p={0} className="burning">
          {burning.lines.map((line) => (
            <BurningLine key={line.key} line={line} />
          ))}
        </Stack>
      )}
    </Panel>
  )
}

function BurningLine({ line }: { line: Line }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const search = useDutiesSearch()
  const on = useOn()
  const { burning } = words.overview
  const heading = [words.common.point(line.point), line.class].filter((text) => text !== null).join(' · ')
  const toList =
    line.classId === null
      ? { set: 'burning', point: line.point }
      : { set: 'burning', point: line.point, class: line.classId }
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
        {line.count === 1 ? (
          <Anchor
            component={Link}
            to="/duties/$key"
            params={{ key: line.key } as never}
            search={(on ? { on } : {}) as never}
            fw={600}
          >
            {heading}
          </Anchor>
        ) : (
          <Anchor component={Link} to="/duties" search={search(toList as never) as never} fw={600}>
            {heading} · {burning.many(line.count)}
          </Anchor>
        )}
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {burning.due(dayShort(line.dueOn, lang))}
        </Text>
      </Group>
      <Group gap="xs">
        <Status id={line.state as StatusId} />
        {line.critical && (
          <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">
            {burning.critical}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {say(line.norm ?? line.title)}
        </Text>
      </Group>
      <Text size="sm" lineClamp={3}>
        {say(line.text)}
      </Text>
    </li>
  )
}
