import { Ajv } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import { parseDay } from '../domain/day.ts'

const formats = { date: (text: string) => parseDay(text) !== undefined }
const base = { strict: false, useDefaults: true, formats } as const
const ofAddress = new Ajv({ ...base, coerceTypes: 'array' })
const ofBody = new Ajv(base)

/**
 * Text of an address becomes what the contract asks for. A body is JSON and is taken as it stands: `false` is not "false",
 * and `null` is no 0.
 */
export const validatorOf: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? ofBody : ofAddress).compile(schema)
