import { comparisonText } from '../../domain/explain/leaf.ts'
import type { Problem } from '../../problem.ts'
import type { RuleSet } from '../files/ruleset.ts'
import type { TestReport } from '../rules.ts'

/** Examples that do not come out as they say, each at its place. */
export function exampleProblems({ results }: TestReport, { facts }: Pick<RuleSet, 'facts'>): Problem[] {
  const catalogue = (fact: string) => facts.get(fact)
  return results
    .filter(({ status }) => status === 'failed')
    .map(({ rule, title, file, line, mismatch, leaves }) => {
      const numbers = (lang: 'ru' | 'en') => {
        const told = leaves.map((leaf) =>
          comparisonText({ ...leaf, leaf: { ...leaf.leaf, parameter: null } }, catalogue, lang),
        )
        return told.length === 0 ? '' : ` (${told.join('; ')})`
      }
      return {
        code: 'example-failed',
        severity: 'error',
        where: { file, line, column: 1 },
        message: {
          ru: `Пример «${title}» правила ${rule} не сошёлся: должно быть: ${mismatch?.expected.ru ?? '–'}; вышло: ${mismatch?.got.ru ?? '–'}${numbers('ru')}`,
          en: `The example of ${rule} on this line does not come out: it should be ${mismatch?.expected.en ?? '–'}; it is ${mismatch?.got.en ?? '–'}${numbers('en')}`,
        },
        fix: {
          ru: 'Исправьте число или условие правила, либо сам пример, если ошибка в нём',
          en: 'Correct the number or the condition of the rule, or the example itself where the mistake is in it',
        },
      }
    })
}

/** A folder that could not be read to its end. */
export function unreadableProblem(file: string): Problem {
  return {
    code: 'unreadable',
    severity: 'error',
    where: { file },
    message: { ru: 'Файлы правил не удалось прочитать до конца', en: 'The rule files could not be read to the end' },
    fix: { ru: 'Сохраните файл ещё раз', en: 'Save the file once more' },
  }
}

/** A folder in which nothing is left to judge by. */
export function emptyProblem(file: string): Problem {
  return {
    code: 'no-rules',
    severity: 'error',
    where: { file },
    message: { ru: 'В папке нет ни правил, ни пунктов регламента', en: 'The folder holds no rules or no points' },
    fix: { ru: 'Верните файлы на место', en: 'Put the files back' },
  }
}
