import type { Words } from '../formats/words.ts'

type Told = {
  readonly source: string
  readonly kind: string
  readonly subject: string | null
  readonly lessonNo: number | null
  readonly value: number | null
  readonly weight: number | null
  readonly severity: number | null
  readonly role: string | null
}

const words: Readonly<Record<string, Words>> = {
  late: { ru: 'опоздание', en: 'late' },
  absent_unknown: { ru: 'причина не выяснена', en: 'reason not known' },
  absent_illness: { ru: 'болезнь', en: 'illness' },
  absent_excused: { ru: 'уважительная причина', en: 'excused' },
  absent_unexcused: { ru: 'без уважительной причины', en: 'without a valid reason' },
  point: { ru: 'отметка ещё не выставлена', en: 'mark still owed' },
  notAttested: { ru: 'не аттестован', en: 'not attested' },
  debt: { ru: 'академическая задолженность', en: 'academic debt' },
  parentsMeeting: { ru: 'родительское собрание', en: 'parents’ meeting' },
  event: { ru: 'мероприятие', en: 'event' },
  offender: { ru: 'нарушитель', en: 'offender' },
  victim: { ru: 'пострадавший', en: 'victim' },
  attended: { ru: 'пришли', en: 'came' },
  absent: { ru: 'не пришли', en: 'did not come' },
  reached: { ru: 'поговорили', en: 'reached' },
  notReached: { ru: 'не ответили', en: 'no answer' },
  programme: { ru: 'программа', en: 'programme' },
  familyPlan: { ru: 'план работы с семьёй', en: 'plan with the family' },
  monitoring: { ru: 'мониторинг', en: 'monitoring' },
  session: { ru: 'занятие', en: 'session' },
  dynamics: { ru: 'оценка динамики', en: 'judgement of dynamics' },
  given: { ru: 'согласие дано', en: 'consent given' },
  asked: { ru: 'согласие запрошено', en: 'consent asked for' },
  refused: { ru: 'отказ', en: 'refused' },
  withdrawn: { ru: 'согласие отозвано', en: 'consent withdrawn' },
  psychological: { ru: 'психологическая диагностика', en: 'psychological diagnostics' },
  familySurvey: { ru: 'опрос семьи', en: 'family survey' },
  other: { ru: 'другая цель', en: 'another purpose' },
  favourable: { ru: 'благополучно', en: 'favourable' },
  attention: { ru: 'нужно внимание', en: 'needs attention' },
  problem: { ru: 'проблемно', en: 'problematic' },
  improved: { ru: 'есть улучшение', en: 'improved' },
  none: { ru: 'результата нет', en: 'no result' },
  worse: { ru: 'стало хуже', en: 'worse' },
  tooEarly: { ru: 'рано судить', en: 'too early to tell' },
  academic: { ru: 'учёба', en: 'learning' },
  attendance: { ru: 'посещаемость', en: 'attendance' },
  conduct: { ru: 'поведение', en: 'conduct' },
  family: { ru: 'семья', en: 'family' },
  support: { ru: 'сопровождение', en: 'support' },
  credit: { ru: 'зачёт', en: 'credit' },
  noCredit: { ru: 'незачёт', en: 'no credit' },
  exempt: { ru: 'освобождён', en: 'exempt' },
}

/** A record in a few words of each language, without its day: «3-й урок, Физика: болезнь», «Алгебра: 2 (вес 2)». */
export function sayRecord(record: Told, title?: Words): Words {
  return { ru: inLanguage(record, title, 'ru'), en: inLanguage(record, title, 'en') }
}

function inLanguage(record: Told, title: Words | undefined, lang: 'ru' | 'en'): string {
  const place = [lessonText(record, lang), subjectText(record, lang)]
    .filter((part) => part !== null && part !== '')
    .join(', ')
  const kind = title?.[lang] ?? words[record.kind]?.[lang] ?? record.kind
  const what = record.source === 'mark' && record.kind === 'mark' ? markText(record, lang) : finalText(record, kind)
  const more = [severityText(record, lang), record.role === null ? null : (words[record.role]?.[lang] ?? record.role)]
  const details = more.filter((part) => part !== null).join(', ')
  const head = place === '' ? what : `${place}: ${what}`
  return details === '' ? head : `${head} (${details})`
}

/** A school subject by its name; of a case the domain, which is an id. */
function subjectText({ source, subject }: Told, lang: 'ru' | 'en'): string | null {
  return source === 'escalation' && subject !== null ? (words[subject]?.[lang] ?? subject) : subject
}

function lessonText({ source, lessonNo }: Told, lang: 'ru' | 'en'): string | null {
  if (source !== 'absence' || lessonNo === null) return null
  if (lessonNo === 0) return lang === 'ru' ? 'весь день' : 'whole day'
  return lang === 'ru' ? `${lessonNo}-й урок` : `lesson ${lessonNo}`
}

function markText({ value, weight }: Told, lang: 'ru' | 'en'): string {
  const mark = numberText(value ?? 0, lang)
  return weight === null || weight === 100
    ? mark
    : `${mark} (${lang === 'ru' ? 'вес' : 'weight'} ${numberText(weight, lang)})`
}

function finalText({ source, kind, value }: Told, said: string): string {
  return source === 'finalMark' && kind === 'mark' && value !== null ? `${value / 100}` : said
}

function severityText({ severity }: Told, lang: 'ru' | 'en'): string | null {
  return severity === null ? null : `${lang === 'ru' ? 'тяжесть' : 'severity'} ${severity}`
}

function numberText(hundredths: number, lang: 'ru' | 'en'): string {
  const text = `${hundredths / 100}`
  return lang === 'ru' ? text.replace('.', ',') : text
}
