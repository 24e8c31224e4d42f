import { plural } from '../plural.ts'

export const attendance = {
  title: 'Сегодня нет на уроках',
  titleOn: (day: string) => `Не было на уроках ${day}`,
  nobody: 'Все на уроках.',
  noSchool: 'В этот день нет уроков.',
  noData: (day: string | null) =>
    day === null ? 'Посещаемость ещё не загружали.' : `Посещаемость известна по ${day}: за этот день её ещё нет.`,
  absent: (n: number, of: number) => `${n} из ${of}`,
  wholeDay: 'весь день',
  lessons: (list: string, n: number) =>
    plural('ru', n, { one: `урок ${list}`, few: `уроки ${list}`, many: `уроки ${list}` }),
  kinds: {
    absent_illness: 'болезнь',
    absent_excused: 'заявление',
    absent_unexcused: 'без причины',
    absent_unknown: 'выясняю',
    mixed: 'по-разному',
  } as Record<string, string>,
  inJournal: (kind: string) => `в журнале: ${kind}`,
  by: (name: string, at: string) => `${name}, ${at}`,
  reasonOf: (name: string) => `Причина: ${name}`,
  conflict: 'В журнале названа другая причина, и считается она.',
  awaited: 'В журнале пропуска пока нет: причина учтётся, когда он появится.',
  earlier: (n: number) =>
    plural('ru', n, {
      one: '# пропуск без объяснения за 10 учебных дней',
      few: '# пропуска без объяснения за 10 учебных дней',
      many: '# пропусков без объяснения за 10 учебных дней',
    }),
  just: 'Объяснены только что',
  saved: (name: string, kind: string) => `${name}: ${kind}. Числа сигналов изменит следующая проверка.`,
  undone: (name: string) => `${name}: причина снята`,
  unsaid: 'причину ещё не называли',
}
