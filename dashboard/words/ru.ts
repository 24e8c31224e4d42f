import { attendance } from './ru/attendance.ts'
import { audit } from './ru/audit.ts'
import { calendar } from './ru/calendar.ts'
import { cases } from './ru/cases.ts'
import { classes } from './ru/classes.ts'
import { common } from './ru/common.ts'
import { documents } from './ru/documents.ts'
import { duties } from './ru/duties.ts'
import { family } from './ru/family.ts'
import { flags } from './ru/flags.ts'
import { imports } from './ru/imports.ts'
import { interactions } from './ru/interactions.ts'
import { myClass } from './ru/my-class.ts'
import { overview } from './ru/overview.ts'
import { people } from './ru/people.ts'
import { pupil } from './ru/pupil.ts'
import { regulation } from './ru/regulation.ts'
import { session } from './ru/session.ts'
import { settings } from './ru/settings.ts'
import { setup } from './ru/setup.ts'
import { shell } from './ru/shell.ts'
import { waivers } from './ru/waivers.ts'

/** Every word of the screens, by screen. English has the same shape: a missing word does not compile. */
export const ru = {
  common,
  shell,
  session,
  overview,
  flags,
  calendar,
  cases,
  documents,
  duties,
  family,
  classes,
  myClass,
  regulation,
  imports,
  settings,
  setup,
  pupil,
  attendance,
  interactions,
  audit,
  people,
  waivers,
}

export type Words = typeof ru
