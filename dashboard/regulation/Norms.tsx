import { List, Stack, Text, Title } from '@mantine/core'
import { spanLong } from '../parts/dates.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import type { PointOf } from './Coverage.tsx'
import { Part } from './Part.tsx'

/** What a point asks and when: the numbers of the text and the school's own, apart. */
export function Norms({ point }: { point: PointOf }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  const groups = [
    { title: own.normativeTitle, norms: point.norms.filter(({ basis }) => basis === 'normative') },
    { title: own.localTitle, norms: point.norms.filter(({ basis }) => basis === 'local') },
  ]
  return (
    <Part title={own.asks}>
      {groups.map(
        ({ title, norms }) =>
          norms.length > 0 && (
            <Stack key={title} gap="sm" pb="xs">
              <Title order={3}>{title}</Title>
              {norms.map((norm) => (
                <Norm key={norm.id} norm={norm} />
              ))}
            </Stack>
          ),
      )}
      {point.triggers.length > 0 && (
        <Stack gap={4}>
          <Title order={3}>{own.triggers}</Title>
          <List>
            {point.triggers.map(({ id, title, flagsFromLevel }) => (
              <List.Item key={id}>
                {say(title)}
                {flagsFromLevel !== null && (
                  <Text span size="sm" c="dimmed">
                    {' '}
                    ({own.fromLevel(words.common.level[flagsFromLevel] ?? String(flagsFromLevel))})
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </Stack>
      )}
    </Part>
  )
}

function Norm({ norm }: { norm: PointOf['norms'][number] }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  const isInParts = norm.parts.length > 1
  return (
    <Stack gap={2}>
      {norm.title && <Text fw={600}>{say(norm.title)}</Text>}
      <Text className="reg-prose">{say(norm.asks)}</Text>
      {norm.windows.length > 0 && norm.windows.length <= 6 && (
        <Text size="sm">{norm.windows.map(({ from, to }) => spanLong(from, to, lang).join(' – ')).join('; ')}</Text>
      )}
      {isInParts && (
        <Text size="sm">
          {own.parts}: {norm.parts.map(({ title }) => say(title)).join('; ')}.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {say(norm.source)}
      </Text>
    </Stack>
  )
}
