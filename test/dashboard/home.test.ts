import { join } from 'node:path'
import { expect, it } from 'vitest'

type Person = { roles: string[]; classes: { id: number; name: string }[]; reads: Record<string, string> }
/** By a name that is not known beforehand: the pages have types of their own. */
const file = join(import.meta.dirname, '../../dashboard/shell/nav.ts')
const { awaitsClass } = (await import(file)) as { awaitsClass: (person: Person) => boolean }

it('tells a class teacher without a class that one is awaited, unless another first page is theirs', () => {
  const fresh: Person = { roles: ['classTeacher'], classes: [], reads: { duties: 'own', flags: 'own' } }
  expect(awaitsClass(fresh)).toBe(true)
  expect(awaitsClass({ ...fresh, classes: [{ id: 1, name: '7Б' }] })).toBe(false)
  expect(awaitsClass({ ...fresh, roles: ['classTeacher', 'deputy'], reads: { duties: 'all' } })).toBe(false)
  expect(awaitsClass({ ...fresh, roles: ['subjectTeacher'] })).toBe(false)
})
