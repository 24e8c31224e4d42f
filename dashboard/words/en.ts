import { attendance } from './en/attendance.ts'
import { audit } from './en/audit.ts'
import { calendar } from './en/calendar.ts'
import { cases } from './en/cases.ts'
import { classes } from './en/classes.ts'
import { common } from './en/common.ts'
import { documents } from './en/documents.ts'
import { duties } from './en/duties.ts'
import { family } from './en/family.ts'
import { flags } from './en/flags.ts'
import { imports } from './en/imports.ts'
import { interactions } from './en/interactions.ts'
import { myClass } from './en/my-class.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { pupil } from './en/pupil.ts'
import { regulation } from './en/regulation.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { setup } from './en/setup.ts'
import { shell } from './en/shell.ts'
import { waivers } from './en/waivers.ts'
import type { Words } from './ru.ts'

export const en: Words = {
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
