import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage } from '../words/language.tsx'
import { CaseAnswer, type Said } from './CaseAnswer.tsx'
import { isAsked } from './flags.ts'
import { useOwnClass } from './MyClass.tsx'
import { type Cases, useCases, useClassFlags } from './queries.ts'
import { useRecord } from './useRecord.ts'

/** Answers that were begun and not sent, by class: leaving the page loses nothing. */
const drafts = new Map<number, Readonly<Record<number, Said>>>()

/** The review of II.10 on one screen: one tap for each open case, or one tap that there are none. */
export default function Review() {
  const { myClass } = useLanguage().words
  const own = useOwnClass()
  if (!own)
    return (
      <Page title={myClass.review}>
        <Text c="dimmed">{myClass.noClass}</Text>
      </Page>
    )
  return (
    <Page title={myClass.reviewTitle(own.name)}>
      <ReviewOf key={own.id} classId={own.id} />
    </Page>
  )
}

function ReviewOf({ classId }: { classId: number }) {
  const query = useCases(classId)
  return (
    <Stack gap="md" maw={860}>
      <Undecided classId={classId} />
      <Loaded query={query}>{(told) => <Answers classId={classId} told={told} />}</Loaded>
    </Stack>
  )
}

function Answers({ classId, told }: { classId: number; told: Cases }) {
  const { myClass } = useLanguage().words
  const record = useRecord(classId)
  const navigate = useNavigate()
  const [said, setSaid] = useState<Readonly<Record<number, Said>>>(() => drafts.get(classId) ?? {})
  const asked = told.cases.filter(({ isReviewed }) => isReviewed)
  const left = asked.filter(({ id }) => said[id]?.dynamics === undefined).length
  const isOpen = told.review?.mayReview === true && !told.review.isRecordedToday
  const change = (id: number, part: Said) => {
    const next = { ...said, [id]: { ...said[id], ...part } }
    drafts.set(classId, next)
    setSaid(next)
  }
  const send = async () => {
    const answers = asked.flatMap(({ id }) => {
      const { dynamics, note = '' } = said[id] ?? {}
      return dynamics ? [{ caseId: id, dynamics, ...(note.trim() === '' ? {} : { note: note.trim() }) }] : []
    })
    const isDone = await record.send(myClass.reviewed, () =>
      call('POST /api/classes/{id}/review', { params: { id: classId }, body: { answers } }),
    )
    if (!isDone) return
    drafts.delete(classId)
    await navigate({ to: '/my-class', search: { class: String(classId) } })
  }
  return (
    <Stack gap="md" maw={860}>
      <Text c="dimmed">{asked.length === 0 ? myClass.reviewNoCases : myClass.reviewIntro}</Text>
      {told.cases.map((each) => (
        <CaseAnswer
          key={each.id}
          one={each}
          said={said[each.id] ?? {}}
          isOpen={isOpen}
          onChange={(part) => change(each.id, part)}
        />
      ))}
      {told.review?.isRecordedToday && <Alert color="gray">{myClass.reviewDone}</Alert>}
      {isOpen && (
        <Group align="center">
          <Button
            mih={44}
            variant={variantOf(told)}
            loading={record.isBusy}
            disabled={left > 0}
            onClick={() => void send()}
          >
            {asked.length === 0 ? myClass.reviewNone : myClass.send}
          </Button>
          <Text size="sm" c="dimmed" aria-live="polite">
            {left > 0 ? myClass.left(left) : ''}
          </Text>
        </Group>
      )}
      <Wrong error={record.error} />
    </Stack>
  )
}

/** Flags that nobody has decided about are no cases yet: the review does not reach their pupils. */
function Undecided({ classId }: { classId: number }) {
  const { myClass } = useLanguage().words
  const list = useClassFlags(classId).data
  const waiting = list?.flags.filter((flag) => flag.level >= 2 && isAsked(flag)).length ?? 0
  if (waiting === 0) return null
  return (
    <Anchor component={Link} to={`/my-class?class=${classId}`} py={8} className="tap">
      {myClass.undecided(waiting)}
    </Anchor>
  )
}

/** A review without cases that was made lately presses nobody. */
function variantOf({ review, cases }: Cases): 'filled' | 'default' {
  const isCalm = review?.status === 'met' || review?.status === 'open' || review?.status === 'upcoming'
  return isCalm && !cases.some(({ isReviewed }) => isReviewed) ? 'default' : 'filled'
}
