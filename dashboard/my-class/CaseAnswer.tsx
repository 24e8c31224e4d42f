import { Anchor, Card, Group, Radio, SimpleGrid, Stack, Text, Textarea, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayLong, numberText } from '../parts/dates.ts'
import { useLanguage, useSay } from '../words/language.tsx'
import type { OpenCase } from './queries.ts'

export type Dynamics = NonNullable<OpenCase['lastReview']>['dynamics']
export type Said = { dynamics?: Dynamics; note?: string }
type Props = { one: OpenCase; said: Said; isOpen: boolean; onChange: (part: Said) => void }

const kinds: readonly Dynamics[] = ['improved', 'none', 'worse', 'tooEarly']

/** One open case: what the numbers say, and the teacher's answer in one tap. */
export function CaseAnswer({ one, said, isOpen, onChange }: Props) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass, common } = words
  const { lastReview } = one
  return (
    <Card withBorder padding="sm" component="article" aria-label={one.pupil.name}>
      <Stack gap={6}>
        <Group justify="space-between" gap="xs">
          <Text fw={600}>
            <Anchor component={Link} to={`/pupils/${one.pupil.id}`} c="inherit" inherit>
              {one.pupil.name}
            </Anchor>
            , {common.domain[one.domain] ?? one.domain}
          </Text>
          <Text size="sm" c="dimmed">
            {say(one.state.title)} · {myClass.days(one.days)}
            {one.isRestricted && ` · ${myClass.restricted}`}
          </Text>
        </Group>
        <Numbers one={one} />
        {lastReview && (
          <Text size="sm" c="dimmed">
            {myClass.last(dayLong(lastReview.on, lang), myClass.dynamics[lastReview.dynamics])}
            {lastReview.note === null ? '' : `. ${lastReview.note}`}
          </Text>
        )}
        {isOpen && one.isReviewed && <Answer one={one} said={said} onChange={onChange} />}
        {!one.isReviewed && <Text size="sm">{myClass.readOnly}</Text>}
      </Stack>
    </Card>
  )
}

function Answer({ one, said, onChange }: Omit<Props, 'isOpen'>) {
  const { words } = useLanguage()
  const { myClass } = words
  const [isNoting, setIsNoting] = useState((said.note ?? '') !== '')
  return (
    <>
      <Radio.Group
        aria-label={one.pupil.name}
        value={said.dynamics ?? ''}
        onChange={(value) => onChange({ dynamics: value as Dynamics })}
      >
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs">
          {kinds.map((kind) => (
            <Radio.Card key={kind} value={kind} radius="md" mih={48} px="sm" py={4}>
              <Group gap={8} wrap="nowrap" mih={40}>
                <Radio.Indicator size="xs" />
                <Stack gap={0}>
                  <Text size="sm">{myClass.dynamics[kind]}</Text>
                  {one.dynamics?.suggestion === kind && (
                    <Text size="xs" c="dimmed">
                      {myClass.suggestion}
                    </Text>
                  )}
                </Stack>
              </Group>
            </Radio.Card>
          ))}
        </SimpleGrid>
      </Radio.Group>
      {said.dynamics === 'improved' && one.state.id === 'in_work' && <Text size="sm">{myClass.toMonitoring}</Text>}
      {isNoting ? (
        <Textarea
          aria-label={myClass.note}
          placeholder={myClass.noteHint}
          maxLength={1000}
          autosize
          value={said.note ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ note: value })}
        />
      ) : (
        <UnstyledButton onClick={() => setIsNoting(true)} py={8} mih={44}>
          <Text size="sm" c="dimmed">
            {myClass.addNote}
          </Text>
        </UnstyledButton>
      )}
    </>
  )
}

function Numbers({ one }: { one: OpenCase }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { myClass } = words
  if (!one.dynamics) return <Text size="sm">{myClass.noSuggestion}</Text>
  const { measured, criterion } = one.dynamics
  const mean = (value: number | null) => (value === null ? '–' : numberText(value, lang, 2))
  const text =
    measured.domain === 'academic'
      ? myClass.measured.academic(mean(measured.before), mean(measured.now), measured.newTwos)
      : measured.domain === 'attendance'
        ? myClass.measured.attendance(measured.before, measured.now)
        : measured.domain === 'conduct'
          ? myClass.measured.conduct(measured.before, measured.since, measured.recent)
          : measured.domain === 'family'
            ? myClass.measured.family(measured.reached, measured.indexBefore, measured.indexNow)
            : myClass.measured.support(measured.attended, measured.planned, measured.negative)
  return (
    <>
      <Text size="sm">{text}</Text>
      <Text size="xs" c="dimmed">
        {myClass.criterion}
        {say(criterion)}
      </Text>
    </>
  )
}
