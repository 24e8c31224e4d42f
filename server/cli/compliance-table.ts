import type { Group, Headline, PointLine, Share } from '../overview/overview.ts'
import type { Lang } from './command.ts'
import type { ComplianceAnswer } from './commands/compliance.ts'
import { tableLines, wrapWords } from './table.ts'
import { dayText, rateText } from './words/format.ts'

const words = {
  ru: {
    period: (from: string, to: string, on: string) => `С ${from} по ${to}, на ${on}.`,
    regulation: 'По регламенту',
    rhythm: 'Ритм школы',
    mean: 'среднее по пунктам',
    points: (n: number) => `пунктов ${n}`,
    none: 'пока нечего считать',
    critical: 'Критичные',
    kept: 'все в срок',
    broken: (n: number) => `нарушений ${n}`,
    noCritical: 'не было ни одного',
    header: ['Пункт', 'О чём', 'По регламенту', 'Ритм школы', 'Искл.', 'Освоб.', 'Нет дан.', ''],
    footnote:
      'Искл. – не применимо, Освоб. – освобождено, Нет дан. – нет данных; в счёт они не входят. Тире: решать было нечего. * критичный пункт. ! – освобождений больше 10 % или исключений больше 25 %.',
    by: ['', 'По регламенту', 'Ритм школы'],
    bucket: { vacant: 'класс без руководителя (отвечает администрация)', handover: 'смена руководителя' },
    csv: (n: number, file: string) => `Обязательств выгружено: ${n}. Файл: ${file}`,
  },
  en: {
    period: (from: string, to: string, on: string) => `From ${from} to ${to}, as of ${on}.`,
    regulation: 'Regulation',
    rhythm: 'School rhythm',
    mean: 'mean over points',
    points: (n: number) => `points ${n}`,
    none: 'nothing to count yet',
    critical: 'Critical',
    kept: 'all in time',
    broken: (n: number) => `breaches ${n}`,
    noCritical: 'there were none',
    header: ['Point', 'About', 'Regulation', 'School rhythm', 'Excl.', 'Waived', 'No data', ''],
    footnote:
      'Excl. – not applicable; they, the waived and those without data are not counted. A dash: nothing was to be decided. * critical point. ! – over 10 % waived or over 25 % excluded.',
    by: ['', 'Regulation', 'School rhythm'],
    bucket: { vacant: 'class without a teacher (the administration answers)', handover: 'change of teacher' },
    csv: (n: number, file: string) => `Duties exported: ${n}. File: ${file}`,
  },
}

/** The answer of `compliance` in lines of at most 100 columns. */
export function printCompliance(answer: ComplianceAnswer, lang: Lang): string[] {
  const say = words[lang]
  const { from, to, asOf, regulation, rhythm, points, by, csv } = answer
  return [
    say.period(dayText(from, lang), dayText(to, lang), dayText(asOf, lang)),
    `${say.regulation} (${say.mean}): ${headlineText(regulation, lang)}`,
    `${say.rhythm} (${say.mean}): ${headlineText(rhythm, lang)}`,
    criticalText(answer, lang),
    '',
    ...tableLines(
      say.header,
      points.map((line) => pointCells(line, lang)),
    ),
    '',
    ...wrapWords(say.footnote, 100),
    ...(by ? ['', ...byLines(by, lang)] : []),
    ...(csv ? ['', say.csv(csv.duties, csv.file)] : []),
  ]
}

/** «87 %, пунктов 11 (412 из 453)»: the mean over points is not the share of all duties. */
function headlineText({ rate, points, met, of }: Headline, lang: Lang): string {
  const say = words[lang]
  if (rate === null) return say.none
  const counts = lang === 'ru' ? `${met} из ${of}` : `${met} of ${of}`
  if (of < 5) return counts
  const percent = lang === 'ru' ? `${Math.round(100 * rate)} %` : `${Math.round(100 * rate)}%`
  return `${percent}, ${say.points(points)} (${counts})`
}

function criticalText({ critical }: ComplianceAnswer, lang: Lang): string {
  const say = words[lang]
  const { isKept, points, breaches } = critical
  const state = isKept === null ? say.noCritical : isKept ? `✓ ${say.kept}` : `✕ ${say.broken(breaches.length)}`
  return `${say.critical} (${points.join(', ')}): ${state}`
}

function pointCells({ point, title, critical, regulation, rhythm, alerts }: PointLine, lang: Lang): string[] {
  const sum = (of: (share: Share) => number) => {
    const all = [regulation, rhythm].reduce((count, share) => count + (share ? of(share) : 0), 0)
    return all === 0 ? '' : String(all)
  }
  const rate = (share: Share | null) => (share ? rateText(share.met, share.of, lang) : '')
  return [
    `${point}${critical ? '*' : ''}`,
    title[lang],
    rate(regulation),
    rate(rhythm),
    sum(({ notApplicable }) => notApplicable),
    sum(({ waived }) => waived),
    sum(({ noData }) => noData),
    alerts.length > 0 ? '!' : '',
  ]
}

function byLines(groups: readonly Group[], lang: Lang): string[] {
  const say = words[lang]
  const nameOf = ({ name, bucket }: Group) => (bucket === 'vacant' || bucket === 'handover' ? say.bucket[bucket] : name)
  return tableLines(
    say.by,
    groups.map((group) => [nameOf(group), headlineText(group.regulation, lang), headlineText(group.rhythm, lang)]),
  )
}
