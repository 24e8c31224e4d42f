import { Anchor, Button, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CallError, call } from '../call.ts'
import { dayShort, instantText } from '../parts/dates.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'
import type { Absences, Missed } from './Today.tsx'

const kinds = ['absent_illness', 'absent_excused', 'absent_unexcused', 'absent_unknown'] as const
type Kind = (typeof kinds)[number]

type Props = { missed: Missed; mayWrite: boolean; isDayShown: boolean; isNameShown?: boolean }

/** One pupil who was absent: which lessons, what the journal and what people say, and the reasons to tap. */
export function AbsentPupil({ missed, mayWrite, isDayShown, isNameShown = true }: Props) {
  const { words, lang } = useLanguage()
  const { attendance } = words
  const { say, undo } = useReason(missed)
  const isBusy = say.isPending || undo.isPending
  const said = missed.word?.kind
  const isKnown = missed.source.length > 0 && !missed.source.includes('absent_unknown')
  return (
    <Stack component="li" gap={6}>
      <Group gap="xs" justify="space-between" align="baseline">
        <Group gap="xs" align="baseline">
          {isNameShown && (
            <Anchor
              component={Link}
              to={`/pupils/${missed.studentId}`}
              fw={600}
              c="inherit"
              style={{ display: 'inline-block', paddingBlock: 10 }}
            >
              {missed.name}
            </Anchor>
          )}
          <Text size="sm" c="dimmed">
            {isDayShown && `${dayShort(missed.on, lang)}, `}
            <Lessons missed={missed} />
          </Text>
        </Group>
        {(isKnown || !mayWrite) && <Kept missed={missed} isKnown={isKnown} />}
      </Group>
      {mayWrite && !isKnown && (
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="xs" role="group" aria-label={attendance.reasonOf(missed.name)}>
          {kinds.map((kind) => (
            <Button
              key={kind}
              size="md"
              h={44}
              px="xs"
              variant={said === kind ? 'filled' : 'default'}
              aria-pressed={said === kind}
              aria-busy={isBusy}
              onClick={() => {
                if (isBusy) return
                if (said !== kind) say.mutate(kind)
                else if (missed.word?.mayUndo) undo.mutate()
              }}
            >
              {said === kind && <span aria-hidden="true">✓&nbsp;</span>}
              {attendance.kinds[kind]}
            </Button>
          ))}
        </SimpleGrid>
      )}
      <Told missed={missed} onUndo={mayWrite && missed.word?.mayUndo ? () => !isBusy && undo.mutate() : undefined} />
    </Stack>
  )
}

function Lessons({ missed: { lessons, isAwaited } }: { missed: Missed }) {
  const { attendance } = useLanguage().words
  if (isAwaited) return null
  return <>{lessons.length === 0 ? attendance.wholeDay : attendance.lessons(rangesOf(lessons), lessons.length)}</>
}

/** «1–3, 5» of the numbers of lessons. */
export function rangesOf(lessons: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const lesson of lessons.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1)
    if (last && lesson <= last[1] + 1) last[1] = lesson
    else ranges.push([lesson, lesson])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

function Told({ missed, onUndo }: { missed: Missed; onUndo: (() => void) | undefined }) {
  const { words, lang } = useLanguage()
  const { attendance, common } = words
  const me = useMe()
  if (!missed.word) return null
  const { by, at } = missed.word
  return (
    <Group gap="xs" align="center">
      <Text size="sm" c="dimmed">
        {attendance.by(by ?? common.unknown, instantText(at, lang, me.school.timeZone))}
        {missed.isConflict && ` · ${attendance.conflict}`}
        {missed.isAwaited && ` · ${attendance.awaited}`}
      </Text>
      {onUndo && (
        <Button variant="subtle" size="compact-md" mih={44} onClick={onUndo}>
          {common.undo}
        </Button>
      )}
    </Group>
  )
}

/** The reason as it stands: by the journal, or as people said. */
function Kept({ missed: { kind }, isKnown }: { missed: Missed; isKnown: boolean }) {
  const { attendance } = useLanguage().words
  const title = attendance.kinds[kind]
  return <Text size="sm">{isKnown ? attendance.inJournal(title ?? kind) : (title ?? attendance.unsaid)}</Text>
}

type Lists = Pick<Absences, 'today' | 'unexplained'> & { missed: Missed[] }
/** What pages showed before a tap. */
type Before = readonly [QueryKey, unknown][] | undefined

/** Says and takes back a reason; the list shows it at once and is asked for anew. */
function useReason({ studentId, on: day, name, word }: Missed) {
  const { words, lang } = useLanguage()
  const { attendance } = words
  const client = useQueryClient()
  const me = useMe()
  const settle = async () => {
    await client.invalidateQueries({ queryKey: ['absences'] })
    await client.invalidateQueries({ queryKey: ['pupil', String(studentId)] })
  }
  const fail = (error: Error, before: Before) => {
    for (const [key, data] of before ?? []) client.setQueryData(key, data)
    notifications.show({ color: 'red', message: error instanceof CallError ? error.said[lang] : words.shell.crashed })
  }
  /** Shows it at once and gives back what was there, for a no of the server. */
  const show = async (kind: Kind | null) => {
    await client.cancelQueries({ queryKey: ['absences'] })
    const was = client.getQueriesData<Partial<Lists>>({ queryKey: ['absences'] })
    const change = (each: Missed): Missed =>
      each.studentId === studentId && each.on === day
        ? { ...each, word: kind && { kind, by: me.name, at: new Date().toISOString(), lesson: 0, mayUndo: true } }
        : each
    // The list of a class and the page of a pupil alike.
    client.setQueriesData<Partial<Lists>>(
      { queryKey: ['absences'] },
      (before) =>
        before && {
          ...before,
          ...(before.today && { today: before.today.map(change) }),
          ...(before.unexplained && { unexplained: before.unexplained.map(change) }),
          ...(before.missed && { missed: before.missed.map(change) }),
        },
    )
    return was
  }
  const say = useMutation({
    mutationFn: (kind: Kind) => call('POST /api/absences/reasons', { body: { pupil: studentId, on: day, kind } }),
    onMutate: show,
    onSuccess: ({ conflict }, kind) =>
      notifications.show({ message: conflict?.[lang] ?? attendance.saved(name, attendance.kinds[kind] ?? kind) }),
    onError: (error, _kind, was) => fail(error, was),
    onSettled: settle,
  })
  const undo = useMutation({
    mutationFn: () =>
      call('POST /api/absences/reasons/undo', {
        body: { pupil: studentId, on: day, ...(word && word.lesson > 0 && { lesson: word.lesson }) },
      }),
    onMutate: () => show(null),
    onSuccess: () => notifications.show({ message: attendance.undone(name) }),
    onError: (error, _nothing, was) => fail(error, was),
    onSettled: settle,
  })
  return { say, undo }
}
