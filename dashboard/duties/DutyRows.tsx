import { Anchor, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Answer } from '../call.ts'
import { dayShort } from '../parts/dates.ts'
import { Status, type StatusId } from '../parts/Status.tsx'
import { useLanguage, useSay } from '../words/language.tsx'
import type { Words } from '../words/ru.ts'
import './duties.css'

export type DutyRow = Answer<'GET /api/duties'>['rows'][number]

/** The rows of a list of duties: a table, whose rows become cards on a phone. */
export function DutyRows({ rows }: { rows: readonly DutyRow[] }) {
  const { words } = useLanguage()
  const { duties } = words
  return (
    <table className="duty-rows">
      <caption className="visually-hidden">{duties.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{duties.state}</th>
          <th scope="col">{duties.class}</th>
          <th scope="col">{duties.duty}</th>
          <th scope="col">{duties.due}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: DutyRow }) {
  const { words, lang } = useLanguage()
  const { duties, common } = words
  const say = useSay()
  const name = `${common.point(row.point)} ${say(row.norm ?? row.title)}`
  return (
    <tr>
      <td>
        <Status id={row.state as StatusId} />
        {row.critical && (
          <Text size="xs" fw={600}>
            {duties.critical}
          </Text>
        )}
      </td>
      <td>
        <Text size="sm" fw={600}>
          {row.class ?? duties.hiddenClass}
        </Text>
      </td>
      <td>
        <Stack gap={2}>
          <Anchor component={Link} to="/duties/$key" params={{ key: row.key } as never} fw={600} size="sm">
            {name}
          </Anchor>
          <Pupil row={row} />
          <Text size="sm">{say(row.text)}</Text>
          <Text size="xs" c="dimmed">
            {[duties.basisNote[row.basis], holderText(row, duties)].filter((text) => text !== '').join(' · ')}
          </Text>
        </Stack>
      </td>
      <td>
        <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
          {dayShort(row.dates.dueOn, lang)}
        </Text>
      </td>
    </tr>
  )
}

/** Who answers for a duty. */
export function holderText(
  { holder, standIn, isVacant }: Pick<DutyRow, 'holder' | 'standIn' | 'isVacant'>,
  duties: Words['duties'],
): string {
  if (holder !== null && standIn !== null) return duties.standIn(standIn, holder)
  if (holder !== null) return duties.holder(holder)
  return isVacant ? duties.vacant : ''
}

/** The pupil a duty is about, as a link where the person may see them. */
export function Pupil({ row }: { row: Pick<DutyRow, 'student' | 'studentId' | 'isAboutPupil'> }) {
  const { duties } = useLanguage().words
  if (!row.isAboutPupil) return null
  if (row.student === null || row.studentId === null)
    return (
      <Text size="sm" c="dimmed">
        {duties.hiddenPupil}
      </Text>
    )
  return (
    <Anchor component={Link} to="/pupils/$id" params={{ id: String(row.studentId) } as never} size="sm">
      {row.student}
    </Anchor>
  )
}
