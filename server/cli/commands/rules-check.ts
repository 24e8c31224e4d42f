import { Type } from 'typebox'
import { isoOf } from '../../domain/day.ts'
import type { Problem } from '../../problem.ts'
import { loadRules } from '../../rules/files/load.ts'
import { common } from '../arguments.ts'
import { command, type Lang } from '../command.ts'
import { readSources } from '../library.ts'
import { problemsShape } from '../problems.ts'
import { asOfOption, todayAt } from '../school.ts'

type Answer = { files: number; rules: number; errors: number; warnings: number; problems: Problem[] }

export const rulesCheckCommand = command<Answer>({
  name: 'rules check',
  summary: { ru: 'Проверить файлы правил', en: 'Check the rule files' },
  positionals: [],
  options: {
    rules: { type: 'string', hint: 'DIR', words: common('rules') },
    'as-of': { type: 'string', hint: 'D', words: common('asOf') },
    warnings: { type: 'boolean', words: { ru: 'показать и замечания', en: 'show warnings too' } },
  },
  needs: 'nothing',
  shape: Type.Object({
    files: Type.Integer(),
    rules: Type.Integer(),
    errors: Type.Integer(),
    warnings: Type.Integer(),
    problems: problemsShape,
  }),
  run: async (context) => {
    const today = asOfOption(context.options['as-of']) ?? todayAt(context.io.now(), 'UTC')
    const { ruleSet, problems } = loadRules(await readSources(context), isoOf(today))
    const errors = problems.filter(({ severity }) => severity === 'error').length
    const shown = problems.filter(
      ({ severity }) => severity === 'error' || context.json || context.options['warnings'] === true,
    )
    const answer = {
      files: ruleSet.files.length,
      rules: ruleSet.rules.length,
      errors,
      warnings: problems.length - errors,
      problems: shown,
    }
    return { code: errors > 0 ? 1 : 0, answer }
  },
  print,
})

function print({ files, rules, errors, warnings, problems }: Answer, lang: Lang): string[] {
  const total =
    lang === 'ru'
      ? `Файлов: ${files}, правил: ${rules}. Ошибок: ${errors}, замечаний: ${warnings}.`
      : `Files: ${files}, rules: ${rules}. Errors: ${errors}, warnings: ${warnings}.`
  return [...problems.flatMap((problem) => problemLines(problem, lang)), total]
}

/** A problem as `file:line:column`, what is wrong, and the fix under it. */
export function problemLines({ severity, where, message, fix }: Problem, lang: Lang): string[] {
  const place = [where.file, where.line, where.column].filter((part) => part !== undefined).join(':')
  return [`${severity === 'error' ? '✗' : '!'} ${place}`, `    ${message[lang]}`, `    → ${fix[lang]}`]
}
