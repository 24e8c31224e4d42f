import type { ru } from './ru.ts'

export const en: typeof ru = {
  usage: 'Usage',
  commands: 'Commands',
  arguments: 'Arguments',
  options: 'Options',
  shape: 'Answer with --json',
  exitCodes: 'Exit code: 0 fine; 1 a check found errors; 2 wrong usage; 3 refused.',
  tail: 'More about a command: reglament <command> --help',
  product: 'Reglament: executes the regulation of a class teacher’s work',
  common: {
    asOf: 'the day to look at (YYYY-MM-DD); today at the school by default',
    json: 'answer as JSON',
    lang: 'language: ru or en',
    help: 'help',
    school: 'number of the school, where the database holds several',
    rules: 'folder of rules that stands in for rules/student and rules/class; for this call only',
  },
  unknownCommand: (name, near) =>
    `There is no command "${name}".${near ? ` Perhaps ${near}?` : ''} All commands: reglament --help`,
  unknownOption: (name, command) =>
    `The command "${command}" does not know the option "${name}". Help: reglament ${command} --help`,
  missingArgument: (name, command) => `The argument <${name}> is missing. Help: reglament ${command} --help`,
  extraArgument: (value, command) => `"${value}" is one argument too many. Help: reglament ${command} --help`,
  badDay: (value) => `"${value}" is no day. It must look like YYYY-MM-DD, for example 2026-11-23.`,
  badLevel: (value) => `"${value}" is no level. There are 0, 1, 2, 3, 4.`,
  badZone: (value) => `The time zone "${value}" is not known. Examples: Europe/Moscow, Asia/Yekaterinburg.`,
  badLang: (value) => `The language "${value}" is not known. There are ru and en.`,
  noSchool: 'There is no school in this database yet. Create it: reglament init --name "School 1"',
  whichSchool: (ids) => `The database holds several schools: ${ids}. Name one with --school <number>.`,
  noSuchSchool: (id) => `There is no school number "${id}" in the database.`,
  bug: 'A defect of the program. No data was changed. Please send the developers the text below.',
  demo: 'Demo data: the school, the pupils and the families are invented.',
}
