import { Stack, Text } from '@mantine/core'
import { instantText } from '../parts/dates.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { RuleOf } from './Rule.tsx'

type Revision = RuleOf['revisions'][number]

/** Revisions of a rule, the newest first, each with what it changed: by the name of the number or condition. */
export function Revisions({ revisions }: { revisions: readonly Revision[] }) {
  const { words, lang } = useLanguage()
  const { school } = useMe()
  const own = words.regulation.rule
  return (
    <Part title={own.revisions}>
      {revisions.length === 0 && <Text>{own.revisionsNone}</Text>}
      {revisions.map(({ hash, recordedAt, author, note, isInForce, changes }, no) => (
        <Stack key={`${hash} ${recordedAt}`} gap={4} pb="sm">
          <Text>
            <strong>{instantText(recordedAt, lang, school.timeZone)}</strong>, {author ?? own.nobody}
            {isInForce && ` · ${own.inForce}`}
          </Text>
          {note !== null && <Text size="sm">{note}</Text>}
          {changes.length === 0 && (
            <Text size="sm" c="dimmed">
              {no === revisions.length - 1 ? own.revisionFirst : own.revisionSame}
            </Text>
          )}
          {changes.map((change) => (
            <Change key={`${change.what}/${change.name}`} change={change} />
          ))}
        </Stack>
      ))}
    </Part>
  )
}

function Change({ change: { what, name, before, after } }: { change: Revision['changes'][number] }) {
  const { words } = useLanguage()
  const say = useSay()
  const own = words.regulation.rule
  return (
    <div>
      <Text size="sm" fw={600}>
        {own.what[what] ?? what}: {own.fields[name] ?? name}
      </Text>
      <Text size="sm" component="del" c="dimmed" style={{ display: 'block' }}>
        {own.before}: {before ? say(before) : words.common.none}
      </Text>
      <Text size="sm" component="ins" style={{ display: 'block', textDecoration: 'none' }}>
        {own.after}: {after ? say(after) : words.common.none}
      </Text>
    </div>
  )
}
