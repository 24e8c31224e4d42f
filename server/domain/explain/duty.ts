import type { Day } from '../day.ts'
import type { CellState } from '../duties/cells.ts'
import type { Judged, Reason, ReasonCode } from '../duties/duty.ts'
import type { RegulationPoint } from '../formats/regulation.ts'
import { headingText, pointText } from './duty-heading.ts'
import { reasonText } from './duty-reason.ts'
import { type DutyCatalogue, dayText, formText, type Telling } from './duty-say.ts'
import { dutyWordsOf, type TriggerKind } from './duty-words.ts'
import { lowerFirst } from './lower-first.ts'
import { messageText } from './message.ts'
import type { Lang } from './words.ts'

/**
 * What a person is told of a duty: which point and window or occasion, what was counted and what was not and why, and what
 * would close it. Days are said without the year where they lie within this school year.
 */
export function dutySentence(duty: Judged, catalogue: DutyCatalogue, asOf: Day, lang: Lang): string {
  const telling: Telling = { duty, point: catalogue.points.get(duty.spec.point), catalogue, asOf, lang }
  return [`${headingText(telling)}.`, ...stateTexts(telling)].join(' ')
}

/** The same without the point and the window, for lists that show them beside it. */
export function dutyStateText(duty: Judged, catalogue: DutyCatalogue, asOf: Day, lang: Lang): string {
  const telling: Telling = { duty, point: catalogue.points.get(duty.spec.point), catalogue, asOf, lang }
  return stateTexts(telling).join(' ')
}

/** What there is to do, and until when: the shortest thing said of a duty that is owed. Of another, its state. */
export function dutyActionText(duty: Judged, catalogue: DutyCatalogue, asOf: Day, lang: Lang): string {
  const telling: Telling = { duty, point: catalogue.points.get(duty.spec.point), catalogue, asOf, lang }
  const reason = duty.reasons.find(({ code }) => code === 'to_close' || code === 'gap')
  return reason && duty.status !== 'waived' ? reasonText([reason], telling) : stateTexts(telling).join(' ')
}

function stateTexts(telling: Telling): string[] {
  const { duty } = telling
  const told = reasonsInTurn(duty.reasons.filter(({ code }) => isSaid(code, duty))).map((reasons) =>
    reasonText(reasons, telling),
  )
  return [...opening(telling), ...told].filter((text) => text !== '')
}

/** Of what nobody owes now it is not told what was missing. */
function isSaid(code: ReasonCode, { status, coverage }: Judged): boolean {
  if (code === 'counted') return coverage === undefined && status !== 'waived'
  if (code === 'not_counted' || code === 'to_close') return status !== 'waived'
  return code !== 'coverage' || (status !== 'upcoming' && status !== 'waived')
}

/** Reasons in their order; those of one code that follow one another are said together. */
function reasonsInTurn(reasons: readonly Reason[]): (readonly [Reason, ...Reason[]])[] {
  const runs: [Reason, ...Reason[]][] = []
  for (const reason of reasons) {
    const last = runs.at(-1)
    if (last && last[0].code === reason.code) last.push(reason)
    else runs.push([reason])
  }
  return runs
}

/** What no reason says: when it begins, or when it was met and by which record. */
function opening(telling: Telling): string[] {
  const { duty, lang } = telling
  const words = dutyWordsOf(lang)
  if (duty.gap) return []
  if (duty.status === 'upcoming') {
    const days = { opens: dayText(duty.opensOn, telling), due: dayText(duty.dueOn, telling) }
    return [messageText(words.begins, days, lang)]
  }
  if (duty.satisfiedOn === undefined) return []
  const on = dayText(duty.satisfiedOn, telling)
  const what = servedBy(telling)
  return [what === '' ? messageText(words.met, { on }, lang) : messageText(words.metBy, { on, what }, lang)]
}

function servedBy(telling: Telling): string {
  const { duty, catalogue } = telling
  const used = duty.evidenceIds.flatMap((id) => catalogue.records.get(id) ?? [])
  return [...new Set(used.map(({ form }) => formText(form, telling)))].join(', ')
}

/** The word of a state, with its glyph beside it on screens: «просрочено». */
export function statusWord(state: CellState, lang: Lang): string {
  return dutyWordsOf(lang).status[state]
}

/** Why a point asked nothing of a class: «не было ни одного обращения». */
export function nothingText(point: RegulationPoint, lang: Lang): string {
  const words = dutyWordsOf(lang)
  return messageText(words.nothing, { why: whyNothing(point, lang) }, lang)
}

/** The same with the point before it, for lists: «Пункт III.3 «…». По этому пункту ничего не требовалось: …» */
export function nothingSentence(point: RegulationPoint, lang: Lang): string {
  return `${pointText(point.id, point, lang)}. ${nothingText(point, lang)}`
}

function whyNothing(point: RegulationPoint, lang: Lang): string {
  const words = dutyWordsOf(lang)
  const ground = point.notApplicable.find(({ how }) => how === 'structure')
  if (ground && point.specs.some(isOfSome)) return lowerFirst(ground.title[lang])
  const kinds = [...new Set(point.triggers.map(({ kind }): TriggerKind => kind))]
  if (kinds.length === 0 || point.specs.some(hasWindows)) return words.nothingNow
  return messageText(words.nothingWas, { list: kinds.map((kind) => words.nothingOf[kind]).join(', ') }, lang)
}

function isOfSome({ population }: RegulationPoint['specs'][number]): boolean {
  return population !== undefined && population !== 'all'
}

function hasWindows(spec: RegulationPoint['specs'][number]): boolean {
  return spec.kind === 'gap' || (spec.kind === 'window' && spec.opportunity === undefined)
}
