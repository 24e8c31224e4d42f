import type { FastifyInstance } from 'fastify'
import { access } from '../domain/access/access.ts'
import { isoOf } from '../domain/day.ts'
import { classesOf } from '../http/cover.ts'
import { type Room, serve } from '../http/serve.ts'
import { rulesInForce } from '../rules/rules.ts'
import { searchApi } from './api.ts'
import { searchClasses, searchPupils } from './queries.ts'

const limit = 8
const nothing = { pupils: [], classes: [], points: [], rules: [] }

export function serveSearch(app: FastifyInstance, room: Room): void {
  serve(app, room, searchApi, {
    'GET /api/search': async (trx, { query, who, on, room }) => {
      const words = wordsOf(query.q)
      if (words.length === 0) return nothing
      const { points, rules } = await rulesInForce(trx, who.schoolId, isoOf(on), room.rules.current())
      const right = access(who, 'roster', 'read')
      // Names are for those who work with the register; numbers alone find nobody.
      const mayNames = right?.reach === 'all' || right?.reach === 'own'
      const looking = { words, on: isoOf(on), classes: right && classesOf(right), limit }
      return {
        pupils: mayNames ? await searchPupils(trx, who.schoolId, looking) : [],
        classes: mayNames ? await searchClasses(trx, who.schoolId, looking) : [],
        points: found(points, words),
        rules: found(
          rules.map(({ rule: { id, title } }) => ({ id, title })),
          words,
        ),
      }
    },
  })
}

type Named = { readonly id: string; readonly title: { readonly ru: string; readonly en: string } }

/** Those whose id or title, in either language, has a word that begins with each of the words; by the id first. */
function found(all: readonly Named[], words: readonly string[]) {
  const isIn = (text: string) => words.every((word) => ` ${plain(text)}`.includes(` ${word}`))
  const byId = (id: string) => words.some((word) => plain(id) === word)
  return all
    .filter(({ id, title }) => isIn(`${id} ${title.ru} ${title.en}`))
    .toSorted((one, other) => Number(byId(other.id)) - Number(byId(one.id)))
    .slice(0, limit)
    .map(({ id, title }) => ({ id, title: { ru: title.ru, en: title.en } }))
}

function wordsOf(text: string): string[] {
  return plain(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 6)
    .map(romanOf)
}

/** Lower case, `ё` as `е`, quotes and commas gone. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[«»"“”,;:()\s]+/g, ' ')
    .trim()
}

/** A point by its number as people type it: «2.10» is II.10. */
function romanOf(word: string): string {
  const [, section, number] = /^([123])\.(\d{1,2})$/.exec(word) ?? []
  return section === undefined ? word : `${'i'.repeat(Number(section))}.${number}`
}
