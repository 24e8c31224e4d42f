import type { Problem } from '../../problem.ts'
import type { TestReport } from '../rules.ts'

/** Examples that do not come out as they say, each at its place. */
export function exampleProblems({ results }: TestReport): Problem[] {
  return results
    .filter(({ status }) => status === 'failed')
    .map(({ rule, title, file, line, mismatch }) => ({
      code: 'example-failed',
      severity: 'error',
      where: { file, line, column: 1 },
      message: {
        ru: `Пример «${title}» правила ${rule} не прошёл: ожидалось ${mismatch?.expected.ru ?? '–'}, получено ${mismatch?.got.ru ?? '–'}`,
        en: `The example "${title}" of ${rule} failed: expected ${mismatch?.expected.en ?? '–'}, got ${mismatch?.got.en ?? '–'}`,
      },
      fix: {
        ru: `Исправьте правило или пример. Подробно: rules test ${rule}`,
        en: `Correct the rule or the example. In full: rules test ${rule}`,
      },
    }))
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
