import { Alert, Anchor, Button, Checkbox, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { type Answer, call } from '../call.ts'
import { useActing } from '../parts/acting.tsx'
import { dayFull } from '../parts/dates.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import { Dialog } from './Dialog.tsx'
import { LastMove } from './LastMove.tsx'
import { MoveTable } from './MoveTable.tsx'

export type RollPlan = Answer<'GET /api/roll-over'>

/** The move of the whole school into the next year: the plan, what is not ready, and one button. */
export default function RollOver() {
  const { words } = useLanguage()
  const query = useQuery({ queryKey: ['roll-over'], queryFn: () => call('GET /api/roll-over') })
  return (
    <Page title={words.classes.rollOver}>
      <Loaded query={query} empty={{ when: ({ year }) => year === null, say: words.classes.roll.noYear }}>
        {(plan) => (
          <Stack gap="lg">
            <LastMove plan={plan} />
            {plan.isDone ? <Text>{words.classes.roll.isDone}</Text> : <Plan key={plan.next} plan={plan} />}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Plan({ plan }: { plan: RollPlan }) {
  const { words, lang } = useLanguage()
  const say = useSay()
  const { roll } = words.classes
  const [names, setNames] = useState<Readonly<Record<number, string>>>({})
  const [stays, setStays] = useState<readonly number[]>([])
  const [first, setFirst] = useState(plan.firstGrades.join(', '))
  const [isEarly, setIsEarly] = useState(false)
  const firstGrades = first.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  const choices = [
    ...plan.moves.flatMap(({ classId, to }) => {
      const name = names[classId]?.trim()
      return name && name !== to ? [{ classId, does: 'promote' as const, name }] : []
    }),
    ...stays.map((classId) => ({ classId, does: 'promote' as const })),
  ]
  const ask = { year: plan.year ?? '', choices, firstGrades, isEarly }
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{roll.plan(plan.year ?? '', plan.next)}</Title>
        <Text mt="xs">{roll.intro}</Text>
      </div>
      {plan.conflicts.map((conflict) => (
        <Alert key={conflict.en} color="red">
          {say(conflict)}
        </Alert>
      ))}
      {!plan.hasCalendar && (
        <Alert color="yellow">
          {roll.noCalendar(plan.next, dayFull(plan.start, lang))}{' '}
          <Anchor component={Link} to="/settings" search={{ tab: 'school' } as never}>
            {roll.toCalendar}
          </Anchor>
        </Alert>
      )}
      <MoveTable plan={plan} names={names} onName={(id, name) => setNames({ ...names, [id]: name })} />
      <Leaving plan={plan} stays={stays} onChange={setStays} />
      <TextInput
        label={roll.first}
        description={roll.firstHint}
        value={first}
        onChange={({ currentTarget }) => setFirst(currentTarget.value)}
        maw={420}
      />
      {plan.isEarly && (
        <Alert color="yellow">
          <Text mb="xs">{roll.early(dayFull(plan.endsOn, lang))}</Text>
          <Checkbox
            label={roll.earlyAgree}
            checked={isEarly}
            onChange={({ currentTarget }) => setIsEarly(currentTarget.checked)}
          />
        </Alert>
      )}
      <Move ask={ask} plan={plan} isReady={!plan.isEarly || isEarly} />
    </Stack>
  )
}

function Leaving({
  plan,
  stays,
  onChange,
}: {
  plan: RollPlan
  stays: readonly number[]
  onChange: (stays: number[]) => void
}) {
  const { words } = useLanguage()
  const { roll } = words.classes
  if (plan.leaving.length === 0) return null
  return (
    <section>
      <Title order={3}>{roll.leaving}</Title>
      <Text>{plan.leaving.map(({ name, pupils }) => `${name} (${words.common.pupils(pupils)})`).join(', ')}</Text>
      <Text size="sm" c="dimmed" my="xs">
        {roll.leavingHint}
      </Text>
      <Group gap="lg">
        {plan.leaving
          .filter(({ mayStay }) => mayStay)
          .map(({ classId, name }) => (
            <Checkbox
              key={classId}
              label={roll.stays(name)}
              checked={stays.includes(classId)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...stays, classId] : stays.filter((id) => id !== classId))
              }
            />
          ))}
      </Group>
    </section>
  )
}

type Ask = {
  year: string
  choices: { classId: number; does: 'promote'; name?: string }[]
  firstGrades: string[]
  isEarly: boolean
}

/** Asks once more, with the numbers, and moves the school. */
function Move({ ask, plan, isReady }: { ask: Ask; plan: RollPlan; isReady: boolean }) {
  const { words } = useLanguage()
  const { roll } = words.classes
  const [isAsking, setIsAsking] = useState(false)
  const { isBusy, error, act } = useActing()
  const extra = plan.leaving.filter(({ classId }) => ask.choices.some((choice) => choice.classId === classId))
  const going = [...plan.moves.filter(({ isMade }) => !isMade), ...extra]
  const pupils = going.reduce((sum, each) => sum + each.pupils, 0)
  const move = async () => {
    const isDone = await act(async () => {
      const done = await call('POST /api/roll-over', { body: ask })
      return { say: roll.done(done.classes, done.pupils) }
    })
    if (isDone) setIsAsking(false)
  }
  return (
    <div>
      <Button onClick={() => setIsAsking(true)} disabled={!isReady || !plan.canDo}>
        {roll.ask}
      </Button>
      {isAsking && (
        <Dialog
          title={roll.plan(ask.year, plan.next)}
          hint={roll.sure(going.length + ask.firstGrades.length, pupils)}
          error={error}
          isBusy={isBusy}
          submit={roll.ask}
          onSubmit={() => void move()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  )
}
