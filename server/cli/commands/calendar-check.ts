import { Type } from 'typebox'
import { isoOf } from '../../domain/day.ts'
import type { Problem } from '../../problem.ts'
import { common } from '../arguments.ts'
import { type Calendars, checkFollowed, findFollowed, listShipped, readOwn } from '../calendars.ts'
import { command, type Lang } from '../command.ts'
import { problemsShape } from '../problems.ts'
import { asOfOption, todayAt } from '../school.ts'
import { wrapWords } from '../table.ts'
import { wordsOf } from '../words/words.ts'
import { problemLines } from './rules-check.ts'

type Answer = Pick<Calendars, 'whose' | 'school'> & {
  asOf: string
  calendars: string[]
  errors: number
  warnings: number
  problems: Problem[]
}

export const calendarCheckCommand = command<Answer>({
  name: 'calendar check',
  summary: {
    ru: 'Проверить календари школы; без школы – все, что есть',
    en: 'Check the calendars of the school; without a school, all there are',
  },
  positionals: [
    {
      name: 'file',
      required: false,
      words: {
        ru: 'свой календарь в файле JSON вместо календарей школы',
        en: 'a JSON file with a calendar of one’s own',
      },
    },
  ],
  options: {
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
    school: { type: 'string', hint: 'N', words: common('school') },
  },
  needs: 'nothing',
  shape: Type.Object({
    whose: Type.String({ description: 'school, file или shipped (поставка). school, file or shipped' }),
    school: Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()]),
    asOf: Type.String(),
    calendars: Type.Array(Type.String(), { description: 'что проверено. What was checked' }),
    errors: Type.Integer(),
    warnings: Type.Integer(),
    problems: problemsShape,
  }),
  run: async (context) => {
    const [file] = context.positionals
    const asOf = asOfOption(context.options['as-of']) ?? todayAt(context.io.now(), 'UTC')
    const found =
      file === undefined
        ? ((await findFollowed(context)) ?? (await listShipped(context)))
        : await readOwn(context, file)
    const problems = [...found.problems, ...checkFollowed(found, isoOf(asOf))]
    const errors = problems.filter(({ severity }) => severity === 'error').length
    const calendars = [...found.production, ...found.schoolYears].map(({ id }) => id)
    const counted = { calendars, errors, warnings: problems.length - errors, problems }
    return {
      code: errors > 0 ? 1 : 0,
      answer: { whose: found.whose, school: found.school, asOf: isoOf(asOf), ...counted },
    }
  },
  print,
})

function print({ whose, school, calendars, errors, warnings, problems }: Answer, lang: Lang): string[] {
  const words = wordsOf(lang).calendars
  return [
    ...problems.flatMap((problem) => problemLines(problem, lang)).flatMap(wrapped),
    ...wrapWords(`${words.whose(whose, school?.name)} ${calendars.join(', ')}.`, 100),
    words.total(errors, warnings),
  ]
}

/** A line that keeps its indent where it has to be broken. */
function wrapped(line: string): string[] {
  const text = line.trimStart()
  const indent = ' '.repeat(line.length - text.length)
  return wrapWords(text, 100 - indent.length).map((part) => indent + part)
}
