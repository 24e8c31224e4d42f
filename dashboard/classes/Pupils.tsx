import { Anchor, SimpleGrid, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { dayLong } from '../parts/dates.ts'
import { useLanguage } from '../words/language.tsx'
import type { ClassShown } from './Class.tsx'

type Pupil = ClassShown['pupils'][number]

/** Who is in the class, and who was. */
export function Pupils({ shown }: { shown: ClassShown }) {
  const { words } = useLanguage()
  const here = shown.pupils.filter(({ isHere }) => isHere)
  const gone = shown.pupils.filter(({ isHere }) => !isHere)
  return (
    <section>
      <Title order={2} mb="sm">
        {words.classes.pupils} ({here.length})
      </Title>
      <List pupils={here} openedOn={shown.openedOn} />
      {gone.length > 0 && (
        <>
          <Title order={3} mt="md" mb="xs">
            {words.classes.formerPupils} ({gone.length})
          </Title>
          <List pupils={gone} openedOn={shown.openedOn} />
        </>
      )}
    </section>
  )
}

function List({ pupils, openedOn }: { pupils: readonly Pupil[]; openedOn: string }) {
  const { words, lang } = useLanguage()
  const notesOf = ({ fromOn, toOn, form, isHere }: Pupil) => [
    ...(fromOn > openedOn ? [words.classes.since(dayLong(fromOn, lang))] : []),
    ...(toOn !== null && !isHere ? [words.classes.until(dayLong(toOn, lang))] : []),
    ...(form === 'fullTime' ? [] : [words.classes.form[form] ?? form]),
  ]
  return (
    <SimpleGrid component="ol" cols={{ base: 1, xs: 2, md: 3 }} spacing={6} p={0} m={0} style={{ listStyle: 'none' }}>
      {pupils.map((pupil) => (
        <li key={`${pupil.id}|${pupil.fromOn}`}>
          <Anchor component={Link} to={`/pupils/${pupil.id}`}>
            {pupil.name}
          </Anchor>
          {notesOf(pupil).length > 0 && (
            <Text size="xs" c="dimmed">
              {notesOf(pupil).join(' · ')}
            </Text>
          )}
        </li>
      ))}
    </SimpleGrid>
  )
}
