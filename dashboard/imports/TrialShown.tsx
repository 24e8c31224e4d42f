import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { dayFull, dayLong } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'
import { CountsTable } from './Counts.tsx'
import { Conflicts, Missing, Refused } from './Lists.tsx'
import type { Trial } from './send.ts'
import { useProfileName } from './useProfiles.ts'

type Props = { trial: Trial; onAccept: () => void; onAgain: () => void }
type Result = NonNullable<Trial['result']>

/** What would change, in sentences first and tables below; loading is one press away. */
export function TrialShown({ trial, onAccept, onAgain }: Props) {
  const { words, lang } = useLanguage()
  const { trial: text, done } = words.imports
  const { result, failure } = trial
  if (failure || !result)
    return (
      <Alert color="red" title={done.failed} role="alert">
        {failure?.[lang]}
      </Alert>
    )
  const isIdle = result.isUnchanged
  return (
    <Stack>
      <Title order={3}>{text.title}</Title>
      <Summary result={result} />
      <Group>
        {!isIdle && <Button onClick={onAccept}>{text.accept}</Button>}
        <Button variant="default" onClick={onAgain}>
          {text.again}
        </Button>
      </Group>
      <Remarks trial={trial} result={result} />
      <CountsTable counts={result.counts} changes={result.changes} label={text.title} />
      <Refused trial={trial} />
      <Conflicts result={result} total={trial.total.conflicts} />
      <Missing result={result} total={trial.total.missingStudents} />
      <Covers result={result} />
    </Stack>
  )
}

function Summary({ result }: { result: Result }) {
  const { words, lang } = useLanguage()
  const { trial: text } = words.imports
  const { rows, refusedCount, isUnchanged, profile, exportedOn } = result
  const nameOf = useProfileName()
  const ready = rows - refusedCount
  const sentence =
    refusedCount > 0 ? `${text.refused(refusedCount)} ${ready > 0 ? text.rest(ready) : ''}` : text.ready(rows)
  return (
    <div aria-live="polite">
      <Text fw={600}>{isUnchanged && refusedCount === 0 ? text.unchanged : sentence}</Text>
      <Text size="sm" c="dimmed">
        {text.of(nameOf(profile), dayFull(exportedOn, lang))} · {text.nothingYet}
      </Text>
    </div>
  )
}

/** Warnings and notes, as sentences. */
function Remarks({ trial, result }: { trial: Trial; result: Result }) {
  const { words, lang } = useLanguage()
  const { trial: text } = words.imports
  const { warnings, notes } = result
  const severe = warnings.some(({ severity }) => severity === 'error')
  return (
    <>
      {warnings.length > 0 && (
        <Alert color={severe ? 'red' : 'yellow'} title={text.warnings}>
          <Stack gap="xs">
            {warnings.slice(0, 20).map(({ where, message, fix }, no) => (
              <Text size="sm" key={no}>
                {where.file && <b>{where.file}. </b>}
                {message[lang]} {fix[lang]}
              </Text>
            ))}
            {trial.total.warnings > 20 && <Text size="sm">{text.firstOf(20, trial.total.warnings)}</Text>}
          </Stack>
        </Alert>
      )}
      {notes.length > 0 && (
        <Alert color="gray" title={text.notes}>
          {notes.map(({ said, count }) => (
            <Text size="sm" key={said.ru}>
              {said[lang]}
              {text.times(count)}
            </Text>
          ))}
        </Alert>
      )}
    </>
  )
}

function Covers({ result }: { result: Result }) {
  const { words, lang } = useLanguage()
  const { trial: text, table } = words.imports
  const { who, days } = result.covers
  const ranges = Object.entries(days)
  return (
    <Stack gap={4}>
      <Title order={4}>{text.coversTitle}</Title>
      <Text size="sm">{text.coversWho[who] ?? who}</Text>
      {ranges.map(([name, { from, to }]) => (
        <Text size="sm" key={name}>
          {text.coversDays(table[name] ?? name, dayLong(from, lang), dayFull(to, lang))}
        </Text>
      ))}
    </Stack>
  )
}
