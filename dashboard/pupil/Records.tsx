import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { dayLong, spanLong } from '../parts/dates.ts'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { Part } from './Part.tsx'
import type { Card } from './Pupil.tsx'

type Of<K extends 'incidents' | 'contacts' | 'support' | 'guardians'> = NonNullable<Card[K]>

export function Incidents({ incidents }: { incidents: Of<'incidents'> }) {
  const { incidents: words } = useWords().pupil
  const { lang } = useLanguage()
  const say = useSay()
  return (
    <Part title={words.title}>
      {incidents.length === 0 && <Text c="dimmed">{words.none}</Text>}
      {incidents.map(({ id, on, kind, role, text, isRestricted }) => (
        <Text key={id}>
          {dayLong(on, lang)}: {say(kind)}, {words.roles[role] ?? role}
          {isRestricted && ` · ${words.restricted}`}
          {text !== null && ` – ${text}`}
        </Text>
      ))}
    </Part>
  )
}

export function Contacts({ contacts, pupil }: { contacts: Of<'contacts'>; pupil: number }) {
  const { contacts: words } = useWords().pupil
  const { lang } = useLanguage()
  const say = useSay()
  const { shown, total } = contacts
  return (
    <Part title={words.title}>
      {shown.length === 0 && <Text c="dimmed">{words.none}</Text>}
      {shown.map((each) => {
        const outcome = each.outcome === 'nothingFound' ? words.nothingFound : each.outcome
        const details = [
          each.evidence.map(say).join(', '),
          each.topic,
          outcome,
          each.wasReached === null ? null : each.wasReached ? words.reached : words.notReached,
          each.startedBy === 'family' ? words.family : null,
          each.author,
        ].filter((part) => part !== null && part !== '')
        return (
          <Stack key={each.id} gap={0}>
            <Anchor component={Link} to={`/interactions/${each.id}`} className="tap">
              {dayLong(each.on, lang)}, {say(each.form).toLowerCase()}
            </Anchor>
            <Text size="sm">{details.join(' · ')}</Text>
          </Stack>
        )
      })}
      {total > shown.length && (
        <Anchor component={Link} to="/interactions" search={{ pupil: String(pupil) } as never} className="tap no-print">
          {words.all(total)}
        </Anchor>
      )}
    </Part>
  )
}

export function Support({ support: { statuses, records } }: { support: Of<'support'> }) {
  const { support: words } = useWords().pupil
  const { flags } = useWords().pupil
  const { lang } = useLanguage()
  return (
    <Part title={words.title}>
      {statuses.length === 0 && records.length === 0 && <Text c="dimmed">{words.none}</Text>}
      {statuses.map(({ kind, from, to, reviewOn, conditions }) => (
        <div key={`${kind}${from}`}>
          <Text>
            {words.kinds[kind] ?? kind},{' '}
            {to === null ? flags.since(dayLong(from, lang)) : flags.period(...spanLong(from, to, lang))}
            {reviewOn !== null && to === null && ` · ${words.review(dayLong(reviewOn, lang))}`}
          </Text>
          {conditions.length > 0 && (
            <Text size="sm">
              {words.conditions}: {conditions.join(', ')}
            </Text>
          )}
        </div>
      ))}
      {records.map(({ kind, on, value, attended }, no) => (
        <Text size="sm" key={`${kind}${on}${no}`}>
          {dayLong(on, lang)}: {words.records[kind] ?? kind}
          {value !== null && `, ${words.values[String(value)] ?? value}`}
          {attended === false && `, ${words.missed}`}
        </Text>
      ))}
    </Part>
  )
}

export function Guardians({ guardians }: { guardians: Of<'guardians'> }) {
  const { guardians: words } = useWords().pupil
  return (
    <Part title={words.title}>
      {guardians.length === 0 && <Text c="dimmed">{words.none}</Text>}
      {guardians.map(({ id, name, relation, phone, email, isPrimary }) => (
        <Text key={id}>
          {name}, {words.relations[relation] ?? relation}
          {isPrimary && ` · ${words.primary}`}
          {phone !== null && (
            <>
              {' · '}
              <Anchor href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</Anchor>
            </>
          )}
          {email !== null && (
            <>
              {' · '}
              <Anchor href={`mailto:${email}`}>{email}</Anchor>
            </>
          )}
        </Text>
      ))}
    </Part>
  )
}
