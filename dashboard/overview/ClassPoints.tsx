import { Group, Stack, Text } from '@mantine/core'
import { DutiesLink } from '../parts/DutiesLink.tsx'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { GridAnswer } from './GridPanel.tsx'

const quiet: ReadonlySet<string> = new Set(['met', 'not_triggered', 'not_applicable', 'upcoming', 'waived'])

/** The points of one class that are not simply fine, for a narrow screen. */
export function ClassPoints({ grid, classId }: { grid: GridAnswer; classId: number }) {
  const { words } = useLanguage()
  const say = useSay()
  const row = grid.classes.findIndex(({ id }) => id === classId)
  const lines = grid.points.flatMap(({ point, title, cells }) => {
    const cell = cells[row]
    return cell && !quiet.has(cell.state) ? [{ point, title, ...cell }] : []
  })
  return (
    <Stack gap="xs">
      {lines.map(({ point, title, state, count }) => (
        <Group key={point} justify="space-between" gap="xs" wrap="nowrap">
          <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
            {count === null ? (
              <Text>{`${point} ${say(title)}`}</Text>
            ) : (
              <DutiesLink filters={{ class: classId, point, status: state, period: grid.period }}>
                {`${point} ${say(title)}`}
              </DutiesLink>
            )}
          </div>
          <Group gap={4} wrap="nowrap">
            <Status id={state as StatusId} />
            {count !== null && count > 1 && <Text size="sm">{count}</Text>}
          </Group>
        </Group>
      ))}
      <Text size="sm" c="dimmed">
        {words.overview.grid.quiet}
      </Text>
    </Stack>
  )
}
