import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { dayShort } from '../parts/dates.ts'
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
            <BurningLine key={line.id} line={line} />
          ))}
        </Stack>
      )}
    </Panel>
  )
}

function BurningLine({ line }: { line: Line }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { burning } = words.overview
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
        <Text fw={600}>
          {words.common.point(line.point)} {say(line.norm ?? line.title)}
        </Text>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {burning.due(dayShort(line.dueOn, lang))}
        </Text>
      </Group>
      <Group gap="xs" my={2}>
        <Status id={line.state as StatusId} />
        {line.critical && (
          <Badge size="sm" variant="outline" color="gray" tt="none" radius="sm">
            {burning.critical}
          </Badge>
        )}
        {line.classes.map((each) => (
          <ClassLink key={each.key} line={line} of={each} />
        ))}
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {say(line.text)}
      </Text>
    </li>
  )
}

/** A class of a line: to its duty, or to its list where there are several. */
function ClassLink({ line, of }: { line: Line; of: Line['classes'][number] }) {
  const { words } = useLanguage()
  const { burning } = words.overview
  const name = of.class ?? burning.hiddenClass
  const label = `${words.common.point(line.point)}, ${name}`
  if (of.count === 1)
    return (
      <Anchor
        component={Link}
        to="/duties/$key"
        params={{ key: of.key } as never}
        size="sm"
        fw={600}
        aria-label={label}
      >
        {name}
      </Anchor>
    )
  const filters = { set: 'burning', point: line.point, ...(of.classId !== null && { class: of.classId }) } as const
  return (
    <DutiesLink filters={filters} size="sm" fw={600} aria-label={`${label}, ${of.count}`}>
      {name} × {of.count}
    </DutiesLink>
  )
}
