import { List, Stack, Text } from '@mantine/core'
import type { Answer } from '../call.ts'
import { dayFull } from '../parts/dates.ts'
import { dayIn } from '../parts/days.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { PointOf } from './Coverage.tsx'
import { Part } from './Part.tsx'

/** What proves a point, when it is not asked, and the channels of its forms. */
export function Proof({ point }: { point: PointOf }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.point
  return (
    <Stack gap="lg">
      <Part title={own.evidence}>
        <List>
          {point.evidence.map(({ id, title }) => (
            <List.Item key={id}>{say(title)}</List.Item>
          ))}
        </List>
      </Part>
      {point.notApplicable.length > 0 && (
        <Part title={own.notApplicable}>
          <List>
            {point.notApplicable.map((text) => (
              <List.Item key={text.en}>{say(text)}</List.Item>
            ))}
          </List>
        </Part>
      )}
      <Part title={own.channels}>
        <List spacing={6}>
          {point.channels.map(({ id, title, personalData, legality }) => (
            <List.Item key={id}>
              {say(title)}{' '}
              <Text span size="sm" c="dimmed">
                – {own.personalData[personalData] ?? personalData}. {say(legality)}
              </Text>
            </List.Item>
          ))}
        </List>
      </Part>
    </Stack>
  )
}

/** Editions of a point, the newest first. */
export function History({ history }: { history: Answer<'GET /api/regulation/points/{id}'>['history'] }) {
  const { words, lang } = useLanguage()
  const own = words.regulation.point
  const { timeZone } = useMe().school
  return (
    <Part title={own.history}>
      {history.length === 0 && <Text>{own.historyNone}</Text>}
      <List spacing={6}>
        {history.map(({ hash, recordedAt, author, note, changed }) => (
          <List.Item key={hash}>
            {dayFull(dayIn(recordedAt, timeZone), lang)}
            {author !== null && `, ${author}`}
            {': '}
            {changed.length === 0 ? own.historyFirst : changed.map((part) => own.changed[part] ?? part).join(', ')}
            {note !== null && ` (${note})`}
          </List.Item>
        ))}
      </List>
    </Part>
  )
}
