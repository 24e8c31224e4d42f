import { russianDay } from '../../domain/day.ts'
import type { Problem } from '../../problem.ts'
import type { Said } from '../../refusal.ts'

/** Why one row is not loaded, or what is odd about it: what, and how to mend it. */
export type Reason = {
  readonly code: string
  readonly message: Said
  readonly fix: Said
  /** What rows of the same trouble share, where their messages differ. */
  readonly alike?: string
}

const kindWords: Readonly<Record<string, Said>> = {
  late: { ru: 'опоздание', en: 'late' },
  absent_unknown: { ru: 'причина не указана', en: 'reason not given' },
  absent_illness: { ru: 'болезнь', en: 'illness' },
  absent_excused: { ru: 'уважительная', en: 'excused' },
  absent_unexcused: { ru: 'неуважительная', en: 'unexcused' },
  exempt: { ru: 'освобождён', en: 'exempt' },
  remote: { ru: 'дистанционно', en: 'remote' },
  partial: { ru: 'часть дня', en: 'part of the day' },
  point: { ru: 'точка', en: 'a mark still owed' },
  notAttested: { ru: 'не аттестован', en: 'not attested' },
  credit: { ru: 'зачёт', en: 'credit' },
  noCredit: { ru: 'незачёт', en: 'no credit' },
}

export function unknownCode(
  header: string,
  code: string,
  title: Said,
  nearest: string | undefined,
  meaning: string | undefined,
): Reason {
  const means = kindWords[meaning ?? '']
  const near = {
    ru: nearest ? ` Ближайший: ${nearest}${means ? ` (${means.ru})` : ''}.` : '',
    en: nearest ? ` The nearest: ${nearest}${means ? ` (${means.en})` : ''}.` : '',
  }
  return {
    code: 'unknown_code',
    message: {
      ru: `в столбце «${header}» код «${code}» не описан в профиле «${title.ru}».${near.ru}`,
      en: `the code "${code}" of the column "${header}" is not described in the profile "${title.en}".${near.en}`,
    },
    fix: { ru: 'Добавьте код в профиль или исправьте файл.', en: 'Add the code to the profile or correct the file.' },
    alike: code,
  }
}

const shownText = 60

export function badValue(header: string, whole: string, expected: Said): Reason {
  const text = whole.length > shownText ? `${whole.slice(0, shownText)}…` : whole
  return {
    code: 'bad_value',
    message: {
      ru: `в столбце «${header}» стоит «${text}», а нужно: ${expected.ru}.`,
      en: `column "${header}" holds "${text}" where ${expected.en} is needed.`,
    },
    fix: { ru: 'Исправьте ячейку.', en: 'Correct the cell.' },
  }
}

export function emptyField(header: string): Reason {
  return {
    code: 'empty_field',
    message: { ru: `столбец «${header}» пуст.`, en: `column "${header}" is empty.` },
    fix: { ru: 'Заполните ячейку.', en: 'Fill the cell.' },
  }
}

export function tooLong(header: string, length: number, longest: number): Reason {
  return {
    code: 'too_long',
    message: {
      ru: `в столбце «${header}» знаков: ${length}, а помещается ${longest}.`,
      en: `column "${header}" holds ${length} characters where ${longest} fit.`,
    },
    fix: {
      ru: 'Сократите текст; если он склеен из нескольких строк, исправьте кавычки.',
      en: 'Shorten the text; where several rows are run together in it, correct the quotes.',
    },
  }
}

export const repeatedHeader: Reason = {
  code: 'repeated_header',
  message: { ru: 'это ещё раз заголовок, а не запись.', en: 'this is the header once more, not a record.' },
  fix: { ru: 'Удалите строку.', en: 'Delete the row.' },
}

export const tooManyCells: Reason = {
  code: 'too_many_cells',
  message: {
    ru: 'ячеек больше, чем столбцов в заголовке: похоже, внутри ячейки стоит разделитель без кавычек.',
    en: 'the row has more cells than the header: a delimiter seems to stand inside a cell without quotes.',
  },
  fix: { ru: 'Возьмите ячейку в кавычки.', en: 'Put the cell in quotes.' },
}

export function yetToCome(asOf: string): Reason {
  return {
    code: 'yet_to_come',
    message: {
      ru: `дата ещё не наступила: сегодня ${russianDay(asOf)}.`,
      en: `the day is yet to come: today is ${asOf}.`,
    },
    fix: { ru: 'Исправьте дату.', en: 'Correct the date.' },
  }
}

export function lookAlike(code: string, read: string): Reason {
  return {
    code: 'latin_look_alike',
    message: {
      ru: `код «${code}» набран латиницей, прочитан как «${read}».`,
      en: `the code "${code}" is typed in Latin letters and is read as "${read}".`,
    },
    fix: { ru: 'Проверьте, что код понят верно.', en: 'Check that the code is understood rightly.' },
  }
}

/** All faults of a row as sentences; what to do is said once where it is the same for several in a row. */
export function faultsText(faults: readonly Reason[], lang: keyof Said): string {
  return faults
    .flatMap(({ message, fix }, no) => [
      `${message[lang].slice(0, 1).toUpperCase()}${message[lang].slice(1)}`,
      ...(faults[no + 1]?.fix[lang] === fix[lang] ? [] : [fix[lang]]),
    ])
    .join(' ')
}

/** The reason as a problem of a row: «Строка 218: …». */
export function problemOf(
  reason: Reason,
  file: string,
  row: number,
  more: number,
  severity: Problem['severity'],
): Problem {
  const others = {
    ru: more > 0 ? ` Таких строк ещё: ${more}.` : '',
    en: more > 0 ? ` More rows like it: ${more}.` : '',
  }
  return {
    code: reason.code,
    severity,
    where: { file, row },
    message: {
      ru: `Строка ${row}: ${reason.message.ru}${others.ru}`,
      en: `Row ${row}: ${reason.message.en}${others.en}`,
    },
    fix: reason.fix,
  }
}
