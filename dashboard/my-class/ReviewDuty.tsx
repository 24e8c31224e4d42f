import { Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { dayLong } from '../parts/dates.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Cases } from './queries.ts'
import { useRecord } from './useRecord.ts'

/** The review of II.10: by when, how it stands, and the way to its cases, or one tap that there are none. */
export function ReviewDuty({ classId, told }: { classId: number; told: Cases }) {
  const { words, lang } = useLanguage()
  const { myClass } = words
  const record = useRecord(classId)
  const { review } = told
  const open = told.cases.filter(({ isReviewed }) => isReviewed).length
  if (!review) return null
  const isLate = review.status === 'overdue' || review.status === 'in_grace' || review.status === 'missed'
  return (
    <Group justify="space-between" gap="xs" align="center">
      <Stack gap={0} flex="1 1 200px">
        <Text>{review.dueOn === null ? myClass.review : myClass.reviewDue(dayLong(review.dueOn, lang))}</Text>
        <Text size="sm" c="dimmed" component="div">
          {review.isRecordedToday ? myClass.reviewDone : review.status && <Status id={review.status as StatusId} />}
        </Text>
      </Stack>
      {review.mayReview && !review.isRecordedToday && open === 0 && (
        <Button
          mih={44}
          variant={isLate ? 'filled' : 'light'}
          className="no-print"
          loading={record.isBusy}
          onClick={() =>
            void record.send(myClass.reviewed, () =>
              call('POST /api/classes/{id}/review', { params: { id: classId }, body: { answers: [] } }),
            )
          }
        >
          {myClass.reviewNone}
        </Button>
      )}
      {open > 0 && (
        <Button
          mih={44}
          variant={isLate ? 'filled' : 'light'}
          className="no-print"
          component={Link}
          to="/my-class/review"
          search={{ class: String(classId) } as never}
        >
          {myClass.reviewOpen(open)}
        </Button>
      )}
      <Wrong error={record.error} />
    </Group>
  )
}
