import { isoOf } from '../../domain/day.ts'
import type { WaiverEffect } from '../../domain/duties/waiver-effect.ts'
import type { Said } from '../../refusal.ts'

/** Days, and the day they are looked at from: those of another year are said with it. */
type Span = { readonly fromOn: number; readonly toOn: number; readonly seenOn: number }

type State = 'draft' | 'approved' | 'rejected' | 'revoked'

/**
 * «II.10, 7Б: с 1 по 14 декабря. …»: whom it frees of what, on which days; while it is asked for, what of it is left to do; once
 * given, what it freed; refused or revoked it does nothing.
 */
export function sayEffect(point: string, about: Said, span: Span, effect: WaiverEffect, state: State = 'draft'): Said {
  return {
    ru: `${point}, ${about.ru}: ${spanText(span, 'ru')}. ${does.ru(effect, state)}`.trim(),
    en: `${point}, ${about.en}: ${spanText(span, 'en')}. ${does.en(effect, state)}`.trim(),
  }
}

const does = {
  ru: ({ duties, left, freed, isGap }: WaiverEffect, state: State): string => {
    if (state === 'rejected' || state === 'revoked') return ''
    if (isGap) return 'Промежуток в эти дни не считается нарушением.'
    if (duties === 0) return 'Сроков в эти дни сейчас нет; если появятся, освобождение подействует.'
    const due = `Обязательств со сроком в эти дни: ${duties}`
    return state === 'approved' ? `${due}, из них снято: ${freed}.` : `${due}, из них ещё не выполнено: ${left}.`
  },
  en: ({ duties, left, freed, isGap }: WaiverEffect, state: State): string => {
    if (state === 'rejected' || state === 'revoked') return ''
    if (isGap) return 'A gap on these days is not held against it.'
    if (duties === 0) return 'Nothing is due on these days now; should it become due, the waiver will hold.'
    const due = `Duties due on these days: ${duties}`
    return state === 'approved' ? `${due}, of them waived: ${freed}.` : `${due}, of them not met yet: ${left}.`
  },
}

function spanText({ fromOn, toOn, seenOn }: Span, lang: 'ru' | 'en'): string {
  const isFar = [fromOn, toOn].some((at) => isoOf(at).slice(0, 4) !== isoOf(seenOn).slice(0, 4))
  const day = (at: number, withMonth = true) =>
    `${dayText(isoOf(at), lang, withMonth)}${isFar && at === toOn ? ` ${isoOf(at).slice(0, 4)}` : ''}`
  if (fromOn === toOn) return day(fromOn)
  const isOneMonth = isoOf(fromOn).slice(0, 7) === isoOf(toOn).slice(0, 7)
  const [from, to] = [day(fromOn, !isOneMonth), day(toOn)]
  return lang === 'ru' ? `с ${from} по ${to}` : `${from} to ${to}`
}

function dayText(iso: string, lang: 'ru' | 'en', withMonth: boolean): string {
  return new Intl.DateTimeFormat(lang === 'ru' ? 'ru-RU' : 'en-GB', {
    day: 'numeric',
    ...(withMonth && { month: 'long' }),
    timeZone: 'UTC',
  }).format(new Date(`${iso}T12:00:00Z`))
}
