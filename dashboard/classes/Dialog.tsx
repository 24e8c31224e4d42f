import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { call } from '../call.ts'
import { Wrong } from '../parts/acting.tsx'
import { useWords } from '../words/language.tsx'

type Props = {
  title: string
  hint?: string | undefined
  error: string | undefined
  isBusy: boolean
  isDanger?: boolean
  submit?: string
  onSubmit: () => void
  onClose: () => void
  children?: ReactNode
}

/** A question in a dialog: what it means, its fields, what went wrong, and two ways out. */
export function Dialog({ title, hint, error, isBusy, isDanger, submit, onSubmit, onClose, children }: Props) {
  const { common } = useWords()
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={send}>
        <Stack>
          {hint && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
          {children}
          <Wrong error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={isBusy} {...(isDanger ? { color: 'red' } : {})}>
              {submit ?? common.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

type PersonProps = {
  label: string
  value: string | null
  onChange: (value: string | null) => void
  except?: number | undefined
  nobody?: string | undefined
}

/** Somebody who works here, found by the beginning of the name; what they lead already stands beside it. */
export function PersonSelect({ label, value, onChange, except, nobody }: PersonProps) {
  const { classes, common } = useWords()
  const query = useQuery({ queryKey: ['teachers'], queryFn: () => call('GET /api/teachers') })
  const people = (query.data?.people ?? []).filter(({ id }) => id !== except)
  const labelOf = (person: (typeof people)[number]) => {
    const notes = [
      ...(person.classes.length > 0 ? [classes.leads(person.classes.join(', '))] : []),
      ...(person.isAway ? [classes.isAway] : []),
    ]
    return notes.length === 0 ? person.name : `${person.name} (${notes.join(', ')})`
  }
  return (
    <Select
      label={label}
      searchable
      required={nobody === undefined}
      value={value}
      onChange={onChange}
      nothingFoundMessage={common.none}
      data={[
        ...(nobody === undefined ? [] : [{ value: 'nobody', label: nobody }]),
        ...people.map((person) => ({ value: String(person.id), label: labelOf(person) })),
      ]}
    />
  )
}
