import { quoted } from '../domain/explain/duty-say.ts'
import type { Lang } from './command.ts'
import type { Explained } from './commands/explain.ts'
import { wrapWords } from './table.ts'
import { dayText } from './words/format.ts'

const words = {
  ru: {
    outcome: {
      flagged: 'есть сигнал',
      notFlagged: 'сигнала нет',
      unknown: 'не оценено',
      exempt: 'правило не касается',
    },
    level: 'уровень',
    since: 'открыт с',
    points: 'Пункт',
    revision: 'редакция правила',
    from: 'действует с',
    compared: 'Что сравнено',
    records: 'Записи',
    same: 'те же записи',
    advice: 'Что сделать',
    may: 'Бывает, что это не так',
    engine: 'Вывод проверен вторым вычислением.',
    more: (n: number) => `… и ещё ${n}`,
  },
  en: {
    outcome: {
      flagged: 'flagged',
      notFlagged: 'not flagged',
      unknown: 'not judged',
      exempt: 'the rule does not concern this pupil',
    },
    level: 'level',
    since: 'open since',
    points: 'Point',
    revision: 'revision of the rule',
    from: 'in force from',
    compared: 'What was compared',
    records: 'Records',
    same: 'the same records',
    advice: 'What to do',
    may: 'Known harmless causes',
    engine: 'Confirmed by a second computation.',
    more: (n: number) => `… and ${n} more`,
  },
}

const shownRecords = 12

/** The whole answer to "why" in lines of at most 100 columns. */
export function printExplanation(told: Explained, lang: Lang): string[] {
  const say = words[lang]
  const { explanation, student } = told
  const outcome = say.outcome[told.outcome as keyof typeof say.outcome]
  const level = told.level === null ? '' : `, ${say.level} ${told.level}`
  const since = told.since === null ? '' : `, ${say.since} ${dayText(told.since, lang)}`
  return [
    `${student.name}, ${student.class}. ${dayText(told.asOf, lang)}`,
    `${told.rule} ${quoted(explanation.title[lang], lang)}: ${outcome}${level}${since}`,
    ...(told.exemption ? [`  ${told.exemption[lang]}`] : []),
    ...(told.outcome === 'exempt' ? [] : paragraph(explanation.text[lang])),
    '',
    ...told.points.map(({ id, title }) => `${say.points} ${id} «${title[lang]}»`),
    `${say.revision} ${told.revision.slice(0, 12)}, ${say.from} ${dayText(told.effectiveFrom, lang)} ${told.effectiveFrom.slice(0, 4)}`,
    '',
    `${say.compared}:`,
    ...explanation.lines[lang].flatMap((line) => paragraph(line, '  ')),
    ...recordLines(told, lang),
    '',
    ...changeLines(told, lang),
    ...(told.outcome === 'flagged' ? paragraph(`${say.advice}: ${explanation.advice[lang]}`) : []),
    ...harmless(told, lang),
    ...(told.confirmedByEngine ? [say.engine] : []),
  ]
}

/** What would clear or raise the flag and what is not judged; of a pupil whom the rule does not concern nothing is told. */
function changeLines({ outcome, explanation }: Explained, lang: Lang): string[] {
  if (outcome === 'exempt') return []
  const change = outcome === 'flagged' ? explanation.clears : explanation.rises
  return [...paragraph(change[lang]), ...paragraph(explanation.unknown[lang])]
}

/** The records behind each number; a number without records has no list, and a list is not written twice. */
function recordLines({ asOf, records, explanation }: Explained, lang: Lang): string[] {
  const say = words[lang]
  const seen = new Set<string>()
  return Object.entries(records).flatMap(([key, list]) => {
    if (list.length === 0) return []
    const head = `${say.records}, ${explanation.labels[key]?.[lang] ?? key}:`
    const text = JSON.stringify(list)
    if (seen.has(text)) return ['', ...paragraph(`${head} ${say.same}`)]
    seen.add(text)
    const shown = list.slice(0, shownRecords).map((record) => `  ${recordDay(record.on, asOf, lang)}: ${record[lang]}`)
    const rest = list.length > shownRecords ? [`  ${say.more(list.length - shownRecords)}`] : []
    return ['', ...paragraph(head), ...shown, ...rest]
  })
}

function harmless({ outcome, explanation }: Explained, lang: Lang): string[] {
  if (outcome !== 'flagged' || explanation.falsePositives.length === 0) return []
  return paragraph(`${words[lang].may}: ${explanation.falsePositives.map((each) => each[lang]).join('; ')}`)
}

/** A day with its year where it lies before the school year of the answer. */
function recordDay(on: string, asOf: string, lang: Lang): string {
  const year = Number(asOf.slice(0, 4)) - (asOf.slice(5) < '09-01' ? 1 : 0)
  return on < `${year}-09-01` ? `${dayText(on, lang)} ${on.slice(0, 4)}` : dayText(on, lang)
}

function paragraph(text: string, indent = ''): string[] {
  return text === '' ? [] : wrapWords(text, 100 - indent.length).map((line) => `${indent}${line}`)
}
