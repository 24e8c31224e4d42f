import { Alert, List } from '@mantine/core'
import { useSay, useWords } from '../words/language.tsx'
import type { Problem } from './dates.ts'

/** What is unsure in dates that were taken. That they are not confirmed, and exams not known, is said where they are shown. */
export function Warnings({ problems }: { problems: readonly Problem[] }) {
  const { dates } = useWords().calendar
  const say = useSay()
  const told = problems.filter(({ severity, path }) => severity === 'warning' && !/^\/(confirmed|bands)/.test(path))
  if (told.length === 0) return null
  return (
    <Alert color="yellow" title={dates.warnings}>
      <List size="sm">
        {told.map(({ path, message, fix }) => (
          <List.Item key={path + message.en}>
            {say(message)}. {say(fix)}.
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
