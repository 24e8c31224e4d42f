import { Alert, Anchor, Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type Body, CallError, call } from '../call.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useMe } from '../session/me.tsx'
import { useRenewed } from '../session/renewed.ts'
import { useLanguage, useSay, useWords } from '../words/language.tsx'
import { Details } from './Details.tsx'
import { type Draft, type Duty, type Options, startOf } from './draft.ts'
import { How } from './How.tsx'
import { fieldId, lackable, lacksOf, needsReason } from './lacks.ts'
import type { LoggedAnswer } from './NewInteraction.tsx'
import { useDraft } from './useDraft.ts'
import { What } from './What.tsx'
import { WithWhom } from './WithWhom.tsx'

type Props = {
  options: Options
  asked: { duty?: string; point?: string; pupil?: string }
  classId: number
  onLogged: (logged: LoggedAnswer) => void
}
type Entry = Body<'POST /api/interactions'>

/** The form: what it was, how, with whom, when; the rest is optional. One tap where a review found nothing. */
export function LogForm({ options, asked, classId, onLogged }: Props) {
  const { words, lang } = useLanguage()
  const { form } = words.interactions
  const me = useMe()
  const client = useQueryClient()
  const name = [classId, asked.duty, asked.point, asked.pupil].join('|')
  const { draft, change, forget, isRestored } = useDraft(name, startOf(me.today, options, asked))
  const [isAsked, setIsAsked] = useState(false)
  const log = useMutation({
    mutationFn: (body: Entry) => call('POST /api/interactions', { body }),
    onSuccess: async (logged) => {
      forget()
      onLogged(logged)
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
    },
  })
  useRenewed(() => log.reset())
  const duty = options.duties.find(({ key }) => key === draft.duty)
  const lacking = lacksOf(draft, { today: me.today, mayConfirm: options.mayConfirm }, form)
  const lacks = isAsked ? lacking : {}
  const point = duty?.point ?? asked.point
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    const first = lackable.find((field) => lacking[field] !== undefined)
    if (first === undefined) log.mutate(entryOf(draft, classId, me.today))
    else document.getElementById(fieldId(first))?.focus()
  }
  const failure = log.error instanceof CallError ? log.error.said[lang] : log.error && words.shell.crashed
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isRestored && <Restored onForget={forget} />}
        <ForDuty options={options} draft={draft} change={change} duty={duty} />
        <OneTap
          duty={duty}
          openCases={options.openCases}
          isBusy={log.isPending}
          onTap={(entry) => log.mutate({ ...entry, class: classId })}
        />
        <What options={options} draft={draft} change={change} point={point} lacks={lacks} />
        <How options={options} draft={draft} change={change} point={point} lacks={lacks} />
        <WithWhom options={options} draft={draft} change={change} lacks={lacks} />
        <Details draft={draft} change={change} dayLabel={words.interactions.day} lacks={lacks} />
        {failure && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Button type="submit" size="md" h={48} loading={log.isPending}>
          {form.save}
        </Button>
      </Stack>
    </form>
  )
}

function Restored({ onForget }: { onForget: () => void }) {
  const { form } = useWords().interactions
  return (
    <Group justify="space-between" role="status">
      <Text size="sm" c="dimmed">
        {form.draft}
      </Text>
      <Button variant="subtle" size="compact-md" mih={44} onClick={onForget}>
        {form.forget}
      </Button>
    </Group>
  )
}

type Part = { options: Options; draft: Draft; change: (change: Partial<Draft>) => void }

function ForDuty({ options, draft, change, duty }: Part & { duty: Duty | undefined }) {
  const { interactions, common } = useWords()
  const say = useSay()
  const nameOf = (id: number | null) => options.pupils.find((pupil) => pupil.id === id)?.name
  const choose = (key: string) => {
    const next = options.duties.find((each) => each.key === key)
    const about = next?.studentId ?? null
    change({
      duty: key,
      kinds: next?.evidence.length === 1 ? [...next.evidence] : [],
      form: '',
      isWhole: about === null,
      pupils: about === null ? [] : [String(about)],
    })
  }
  return (
    <Stack gap="xs">
      <NativeSelect
        label={interactions.form.duty}
        size="md"
        value={draft.duty}
        onChange={({ currentTarget: { value } }) => choose(value)}
        data={[
          { value: '', label: interactions.form.dutyNone },
          ...options.duties.map(({ key, point, title, status, studentId }) => ({
            value: key,
            label: [`${common.point(point)} ${say(title)}`, nameOf(studentId), common.status[status as StatusId]]
              .filter((part) => part !== undefined)
              .join(' · '),
          })),
        ]}
      />
      {duty && (
        <Alert color="gray" title={<Status id={duty.status as StatusId} />}>
          <Text size="sm">{say(duty.text)}</Text>
          {!duty.isForMe && (
            <Text size="sm" fw={600} mt="xs">
              {interactions.form.notForMe}
            </Text>
          )}
        </Alert>
      )}
    </Stack>
  )
}

type OneTapProps = {
  duty: Duty | undefined
  openCases: number
  isBusy: boolean
  onTap: (entry: Omit<Entry, 'class'>) => void
}

/** "Reviewed, nothing found" for the duties of a review. */
function OneTap({ duty, openCases, isBusy, onTap }: OneTapProps) {
  const { form } = useWords().interactions
  const kind = duty?.evidence.find((each) => each === 'review' || each === 'listReview')
  const [how] = duty?.forms ?? []
  if (!duty || kind === undefined || how === undefined || duty.studentId !== null) return null
  if (kind === 'review' && openCases > 0)
    return (
      <Alert color="gray">
        {form.openCases(openCases)}{' '}
        <Anchor component={Link} to="/my-class/review">
          {form.review}
        </Anchor>
      </Alert>
    )
  return (
    <Button
      variant="default"
      size="md"
      h={48}
      loading={isBusy}
      onClick={() => onTap({ duty: duty.key, form: how, evidence: [kind], outcome: 'nothingFound' })}
    >
      {form.nothing}
    </Button>
  )
}

function entryOf(draft: Draft, classId: number, today: string): Entry {
  const { duty, kinds, form, isWhole, pupils, on, at, topic, outcome, wasReached, startedBy, reason } = draft
  return {
    class: classId,
    form,
    evidence: kinds,
    on,
    pupils: isWhole ? [] : pupils.map(Number),
    ...(duty !== '' && { duty }),
    ...(at !== '' && { at }),
    ...(topic.trim() !== '' && { topic }),
    ...(outcome !== '' && { outcome }),
    ...(wasReached !== '' && { wasReached: wasReached === 'yes' }),
    ...(startedBy !== '' && { startedBy }),
    ...(reason !== '' && needsReason(draft, today) && { backdateReason: reason }),
  }
}
