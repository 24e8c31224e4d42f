import { Button, Collapse, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import type { Answer } from '../call.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useLanguage } from '../words/language.tsx'
import { Files } from './Files.tsx'
import { MoreOptions } from './MoreOptions.tsx'
import { useProfiles } from './useProfiles.ts'

type Profile = Answer<'GET /api/imports/profiles'>['profiles'][number]
const key = 'reglament.profile'

/** Where the export comes from, its files, and what is rarely needed. */
export function Form({ onCheck }: { onCheck: (form: FormData) => void }) {
  return <Loaded query={useProfiles()}>{({ profiles }) => <Fields profiles={profiles} onCheck={onCheck} />}</Loaded>
}

function Fields({ profiles, onCheck }: { profiles: readonly Profile[]; onCheck: (form: FormData) => void }) {
  const { words, lang } = useLanguage()
  const { send } = words.imports
  const [id, setId] = useState(() => localStorage.getItem(key) ?? '')
  const [files, setFiles] = useState<readonly File[]>([])
  const [missing, setMissing] = useState<Lack>()
  const profile = profiles.find((each) => each.id === id)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const lack = lackOf(event.currentTarget, profile, files)
    setMissing(lack)
    if (lack) return
    const form = new FormData(event.currentTarget)
    for (const file of files) form.append('files', file, file.name)
    localStorage.setItem(key, id)
    onCheck(form)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack align="flex-start">
        <Text>{send.lead}</Text>
        <NativeSelect
          name="profile"
          label={send.profile}
          value={profile?.id ?? ''}
          onChange={({ currentTarget: { value } }) => {
            setId(value)
            setMissing(undefined)
          }}
          data={[{ value: '', label: '–' }, ...profiles.map((each) => ({ value: each.id, label: each.title[lang] }))]}
          error={missing === 'profile' && send.noProfile}
          w="100%"
          maw={420}
        />
        {profile && <Reads {...profile} />}
        {profile?.needsPupil && (
          <TextInput
            name="pupil"
            label={send.pupil}
            description={send.pupilHint}
            error={missing === 'pupil' && send.noPupil}
            required
            w="100%"
            maw={420}
          />
        )}
        <Files
          files={files}
          onChange={(chosen) => {
            setFiles(chosen)
            setMissing(undefined)
          }}
          error={missing === 'files' ? send.noFiles : missing === 'large' && send.tooLarge}
        />
        <More isDayWrong={missing === 'day'} />
        <Button type="submit">{send.check}</Button>
      </Stack>
    </form>
  )
}

type Lack = 'profile' | 'files' | 'large' | 'pupil' | 'day'

/** What the form lacks, the first of it. A day typed wrong may be folded away, and must not be left out in silence. */
function lackOf(form: HTMLFormElement, profile: Profile | undefined, files: readonly File[]): Lack | undefined {
  if (!profile) return 'profile'
  if (files.length === 0) return 'files'
  if (isTooMuch(files)) return 'large'
  if (profile.needsPupil && new FormData(form).get('pupil') === '') return 'pupil'
  return form.checkValidity() ? undefined : 'day'
}

const [largestFile, largestAll] = [200 * 1_048_576, 500 * 1_048_576]

/** What the server would refuse is not sent to it for minutes first. */
function isTooMuch(files: readonly File[]): boolean {
  return files.some(({ size }) => size > largestFile) || files.reduce((sum, { size }) => sum + size, 0) > largestAll
}

/** What an export of this make holds. */
function Reads({ kinds, note }: Profile) {
  const { words, lang } = useLanguage()
  const { send, kind } = words.imports
  return (
    <Text size="sm" maw={720}>
      {send.holds(kinds.map((each) => kind[each] ?? each).join(', '))} {note?.[lang]}
    </Text>
  )
}

function More({ isDayWrong }: { isDayWrong: boolean }) {
  const { send } = useLanguage().words.imports
  const [isOpen, { toggle }] = useDisclosure()
  return (
    <>
      <Button variant="transparent" size="compact-sm" px={0} onClick={toggle} aria-expanded={isOpen}>
        {isOpen ? '▾' : '▸'} {send.more}
      </Button>
      <Collapse expanded={isOpen} w="100%">
        <MoreOptions />
      </Collapse>
      {isDayWrong && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {send.wrongDay}
        </Text>
      )}
    </>
  )
}
