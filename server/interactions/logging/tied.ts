import { needsLink } from '../../domain/duties/qualify.ts'
import type { JudgedSchool } from '../../overview/overview.ts'
import { Refusal } from '../../refusal.ts'
import type { NewInteraction } from './record.ts'

/**
 * The entry with what the duty it was made for implies: the pupil and, where evidence must be tied to an occasion, the
 * occasion. Refuses a duty that is not there or is another class's.
 */
export function findTied({ duties }: JudgedSchool, given: NewInteraction): NewInteraction {
  if (given.dutyKey === undefined) return given
  const duty = duties.find(({ key }) => key === given.dutyKey)
  if (!duty || duty.classId !== given.classId)
    throw new Refusal(
      'no-duty',
      {
        ru: 'Такого обязательства в этом классе нет: возможно, повод уже закрыт. Откройте список обязательств.',
        en: 'This class has no such duty: its occasion may be over. Open the list of duties.',
      },
      { status: 422 },
    )
  const { spec, trigger, studentId } = duty
  const isTied = given.triggerId === undefined && trigger?.id !== undefined && needsLink(spec)
  const isAbout = studentId !== undefined && given.studentIds === undefined
  return {
    ...given,
    ...(isTied ? { triggerId: trigger.id } : {}),
    ...(isAbout ? { studentIds: [studentId] } : {}),
  }
}
