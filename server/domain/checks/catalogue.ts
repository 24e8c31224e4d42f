import { parseDay } from '../day.ts'
import type { Channel, Fact, IncidentKind } from '../formats/catalogue.ts'
import type { FamilyInstrument } from '../formats/family.ts'
import type { Ladder } from '../formats/ladder.ts'
import type { Profile } from '../formats/profile.ts'
import { type Finding, type Path, unknownName, wrong } from './finding.ts'
import { checkMessage } from './messages.ts'
import { noSuchDay } from './parameters.ts'
import { windows } from './params.ts'

/** The facts in themselves: each id once, ranges the right way round, sentences that name only what the fact has. */
export function checkFacts(facts: readonly Fact[]): Finding[] {
  const each = facts.flatMap((fact, index) => {
    const path = ['facts', index]
    const params = Object.entries(fact.params).flatMap(([name, { min, max }]) =>
      checkOrder(min, max, [...path, 'params', name]),
    )
    const names = Object.keys(fact.params)
    // The window in words ("за 5 учебных дней") is composed by whoever explains: it agrees with its own number.
    const placeholders = ['value', ...names, ...(names.some((name) => windows.has(name)) ? ['window'] : [])]
    return params.concat(
      checkOrder(fact.range?.min, fact.range?.max, [...path, 'range']),
      checkMessage(fact.sentence, placeholders, [...path, 'sentence']),
    )
  })
  return each.concat(checkOnce(facts, 'facts'))
}

export function checkIncidentKinds(kinds: readonly IncidentKind[]): Finding[] {
  const each = kinds.flatMap(({ severity: { min, usual, max } }, index) =>
    min <= usual && usual <= max ? [] : [badOrder(['incidentKinds', index, 'severity'], `${min}, ${usual}, ${max}`)],
  )
  return each.concat(checkOnce(kinds, 'incidentKinds'))
}

/** An import profile: every kind of incident it names is one of the catalogue. */
export function checkProfile(profile: Profile, kinds: readonly IncidentKind[]): Finding[] {
  const ids = kinds.map(({ id }) => id)
  if (ids.length === 0) return []
  const { incident = {}, severity = {} } = profile.codes
  const named: [string, Path][] = [
    ...Object.entries(incident).map(([code, id]): [string, Path] => [id, ['codes', 'incident', code]]),
    ...Object.keys(severity).map((id): [string, Path] => [id, ['codes', 'severity', id]]),
  ]
  return named
    .filter(([id]) => id !== 'ignore' && !ids.includes(id))
    .map(([id, path]) =>
      unknownName(
        'unknown-incident-kind',
        path,
        id,
        ids,
        { ru: 'Вида происшествий', en: 'kind of incident' },
        { ru: `Есть: ${ids.join(', ')}`, en: `There are: ${ids.join(', ')}` },
      ),
    )
}

export function checkChannels(channels: readonly Channel[]): Finding[] {
  const each = channels.flatMap(({ from, until }, index) => {
    const days: [string | undefined, string][] = [
      [from, 'from'],
      [until, 'until'],
    ]
    const bad = days.flatMap(([day, key]) =>
      day === undefined || parseDay(day) !== undefined ? [] : [noSuchDay(day, ['channels', index, key])],
    )
    const isReversed = from !== undefined && until !== undefined && from > until
    return isReversed ? [...bad, badOrder(['channels', index, 'until'], `${from}, ${until}`)] : bad
  })
  return each.concat(checkOnce(channels, 'channels'))
}

export function checkInstruments(instruments: readonly FamilyInstrument[]): Finding[] {
  const each = instruments.flatMap(({ scales, levels = [] }, index) => {
    const path = ['familyInstruments', index]
    const ranges = scales.flatMap(({ min, max }, at) => checkOrder(min, max, [...path, 'scales', at]))
    const isSorted = levels.every((level, at) => at === 0 || level.from < (levels[at - 1]?.from ?? Infinity))
    return isSorted ? ranges : [...ranges, badOrder([...path, 'levels'], levels.map(({ from }) => from).join(', '))]
  })
  return each.concat(checkOnce(instruments, 'familyInstruments'))
}

/** The ladder: transitions between states that exist, on points that exist, each id once. */
export function checkLadder(ladder: Ladder, points: readonly string[]): Finding[] {
  const states = ladder.states.map(({ id }) => id)
  const each = ladder.transitions.flatMap(({ from, to, satisfies, term }, index) => {
    const path = ['transitions', index]
    const left = from === 'any' ? [] : from.map((id, at): [string, Path] => [id, [...path, 'from', at]])
    const named = to === 'highestReached' || to === 'same' ? left : [...left, [to, [...path, 'to']] as [string, Path]]
    const asked = satisfies.map((id, at): [string, Path] => [id, [...path, 'satisfies', at]])
    const due = term ? [[term.point, [...path, 'term', 'point']] as [string, Path]] : []
    const strangers = named.flatMap(([id, at]) =>
      states.includes(id) ? [] : [stranger('unknown-state', id, states, at)],
    )
    const missing = points.length === 0 ? [] : [...asked, ...due].filter(([id]) => !points.includes(id))
    return strangers.concat(missing.map(([id, at]) => stranger('unknown-point', id, points, at)))
  })
  return each.concat(checkOnce(ladder.states, 'states'), checkOnce(ladder.transitions, 'transitions'))
}

function stranger(code: string, id: string, among: readonly string[], path: Path): Finding {
  const what = code === 'unknown-state' ? { ru: 'Состояния', en: 'state' } : { ru: 'Пункта', en: 'point' }
  return unknownName(code, path, id, among, what, {
    ru: `Есть: ${among.join(', ')}`,
    en: `There are: ${among.join(', ')}`,
  })
}

function checkOnce(entries: readonly { readonly id: string }[], key: string): Finding[] {
  return entries.flatMap(({ id }, index) => {
    if (entries.findIndex((other) => other.id === id) === index) return []
    return [
      wrong(
        'duplicate-name',
        [key, index, 'id'],
        { ru: `«${id}» описано дважды`, en: `"${id}" is described twice` },
        { ru: 'Оставьте одно описание', en: 'Keep one description' },
      ),
    ]
  })
}

function checkOrder(min: number | undefined, max: number | undefined, path: Path): Finding[] {
  return min === undefined || max === undefined || min <= max ? [] : [badOrder(path, `${min}, ${max}`)]
}

function badOrder(path: Path, given: string): Finding {
  return wrong(
    'out-of-order',
    path,
    { ru: `Границы не по порядку: ${given}`, en: `Bounds are out of order: ${given}` },
    { ru: 'Расположите их по порядку', en: 'Put them in order' },
  )
}
