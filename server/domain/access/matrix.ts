import { roles as workingRoles } from '../formats/words.ts'

/** Roles of people at a school, as `staff_role` names them. */
export const roles = [...workingRoles, 'journalAdmin', 'systemAdmin'] as const
export type Role = (typeof roles)[number]

/**
 * How far a right reaches: `all` the school; `own` the classes a person leads or acts for; `case` pupils with an open case;
 * `self` what the person did; `counts` numbers without names.
 */
export type Reach = 'all' | 'own' | 'case' | 'self' | 'counts'
export type Act = 'read' | 'write'

/** Groups of fields that are shown and hidden together. */
export const groups = [
  'records',
  'flags',
  'cases',
  'restricted',
  'support',
  'psychology',
  'family',
  'guardians',
  'incidents',
  'emergencies',
  'duties',
  'interactions',
  'requests',
  'waivers',
  'rules',
  'editions',
  'roster',
  'imports',
  'people',
  'settings',
  'audit',
] as const
export type Group = (typeof groups)[number]

/** Groups of fields that are about one pupil. */
export const ofPupils: readonly Group[] = [
  'records',
  'flags',
  'cases',
  'restricted',
  'support',
  'psychology',
  'family',
  'guardians',
  'incidents',
  'emergencies',
  'interactions',
  'requests',
  'roster',
]

type Rights = Readonly<Partial<Record<Role, Reach>>>

const leaders: Rights = { deputy: 'all', academicDeputy: 'all', principal: 'all' }
const everyone = Object.fromEntries(roles.map((role) => [role, 'all'])) as Rights

/**
 * Who may do what: the access matrix of a school (law 152-ФЗ: purpose and minimisation). A role that is not named may not.
 * Whoever runs the machine (`systemAdmin`) reads no content; a methodologist meets numbers, never names.
 */
export const matrix: Readonly<Record<Group, Readonly<Record<Act, Rights>>>> = {
  // Marks, lessons, absences and their reasons.
  records: {
    read: { ...leaders, classTeacher: 'own', psychologist: 'case', socialEducator: 'case', speechTherapist: 'case' },
    write: { classTeacher: 'own', deputy: 'all' },
  },
  flags: {
    read: {
      ...leaders,
      classTeacher: 'own',
      psychologist: 'case',
      socialEducator: 'case',
      methodologist: 'counts',
    },
    write: { classTeacher: 'own' },
  },
  cases: {
    read: { ...leaders, classTeacher: 'own', psychologist: 'case', socialEducator: 'case', speechTherapist: 'case' },
    write: { classTeacher: 'own', deputy: 'all' },
  },
  // Cases of suicide risk and abuse.
  restricted: {
    read: { deputy: 'all', principal: 'all', psychologist: 'all', socialEducator: 'all', classTeacher: 'own' },
    write: { deputy: 'all', principal: 'all', psychologist: 'all', socialEducator: 'all' },
  },
  // Status and educational conditions, never diagnoses.
  support: {
    read: {
      ...leaders,
      classTeacher: 'own',
      psychologist: 'all',
      socialEducator: 'all',
      speechTherapist: 'all',
      secretary: 'all',
    },
    write: { psychologist: 'all', speechTherapist: 'all' },
  },
  psychology: { read: { psychologist: 'all' }, write: { psychologist: 'all' } },
  family: {
    read: {
      deputy: 'all',
      academicDeputy: 'counts',
      principal: 'counts',
      psychologist: 'all',
      socialEducator: 'all',
      classTeacher: 'own',
    },
    write: { classTeacher: 'own', socialEducator: 'all', psychologist: 'all' },
  },
  guardians: {
    read: {
      deputy: 'all',
      principal: 'all',
      secretary: 'all',
      socialEducator: 'all',
      psychologist: 'case',
      classTeacher: 'own',
    },
    write: { classTeacher: 'own', secretary: 'all' },
  },
  incidents: {
    read: { ...leaders, classTeacher: 'own', psychologist: 'case', socialEducator: 'all' },
    write: { classTeacher: 'own', deputy: 'all', socialEducator: 'all' },
  },
  emergencies: {
    read: { deputy: 'all', principal: 'all', classTeacher: 'own', psychologist: 'all', socialEducator: 'all' },
    write: { deputy: 'all', principal: 'all', classTeacher: 'own', psychologist: 'all', socialEducator: 'all' },
  },
  duties: {
    read: { ...leaders, classTeacher: 'own', methodologist: 'counts' },
    write: { classTeacher: 'own', deputy: 'all' },
  },
  interactions: {
    read: { ...leaders, classTeacher: 'own', psychologist: 'case', socialEducator: 'case' },
    write: { ...leaders, classTeacher: 'own', psychologist: 'case', socialEducator: 'case' },
  },
  requests: {
    read: { ...leaders, classTeacher: 'own', secretary: 'all' },
    write: { classTeacher: 'own', deputy: 'all', secretary: 'all' },
  },
  // A teacher asks; who decides is checked where it is decided.
  waivers: {
    read: { ...leaders, classTeacher: 'own' },
    write: { deputy: 'all', principal: 'all', classTeacher: 'own' },
  },
  rules: { read: everyone, write: { methodologist: 'all' } },
  // The second pair of eyes: never whoever writes the rules.
  editions: { read: everyone, write: { deputy: 'all', principal: 'all' } },
  // Who is in which class and who leads it.
  roster: {
    read: {
      ...leaders,
      classTeacher: 'own',
      psychologist: 'all',
      socialEducator: 'all',
      speechTherapist: 'all',
      secretary: 'all',
      journalAdmin: 'all',
    },
    write: { deputy: 'all', principal: 'all', secretary: 'all' },
  },
  imports: {
    read: { ...leaders, journalAdmin: 'all', systemAdmin: 'counts' },
    write: { journalAdmin: 'all', deputy: 'all' },
  },
  people: {
    read: { deputy: 'all', principal: 'all', systemAdmin: 'all' },
    write: { principal: 'all', systemAdmin: 'all' },
  },
  settings: {
    read: { ...leaders, methodologist: 'all', systemAdmin: 'all', journalAdmin: 'all' },
    write: { deputy: 'all', principal: 'all' },
  },
  audit: {
    read: { ...Object.fromEntries(roles.map((role) => [role, 'self'])), principal: 'all', deputy: 'all' },
    write: {},
  },
}
