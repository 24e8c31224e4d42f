import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { findDrift, listSchemas } from '../../server/rules/files/schemas.ts'

const folder = join(import.meta.dirname, '../../rules/schema')

describe('the schemas of rules/schema', () => {
  it('are what the formats say', async () => {
    expect(await findDrift()).toEqual([])
  })

  it('are there for every kind of file, and no other', async () => {
    const names = listSchemas().map(({ name }) => name)
    expect((await readdir(folder)).sort()).toEqual([...names].sort())
  })

  it('drift is seen', async () => {
    expect(await findDrift(join(folder, 'nowhere'))).toHaveLength(listSchemas().length)
  })

  it.each(listSchemas())('$name is a schema and refuses unknown keys', ({ text }) => {
    const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(text))
    expect(validate({ $schema: 'x', somethingElse: 1 })).toBe(false)
    expect(validate.errors?.some(({ params }) => params['additionalProperty'] === 'somethingElse')).toBe(true)
  })
})
