import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Path } from '../../domain/checks/finding.ts'
import type { Problem } from '../../problem.ts'
import { describe } from './hints.ts'
import { fileKinds, type KindName } from './kinds.ts'
import { type ParsedFile, problemAt } from './text.ts'

export type ShapeError = ErrorObject & { readonly path: Path }

const validators = new Map<KindName, ValidateFunction>()

/** Problems of a file against the schema of its kind: one per cause, in words, at its line and column. */
export function checkShape(file: ParsedFile, kind: KindName): Problem[] {
  const validate = validatorOf(kind)
  if (validate(file.value)) return []
  const errors = (validate.errors ?? []).map((error) => ({ ...error, path: pathOf(error.instancePath, file.value) }))
  return reduce(errors).map((error) => {
    const { key, ...told } = describe(error)
    return problemAt(file, error.path, { ...told, severity: 'error' }, key)
  })
}

function validatorOf(name: KindName): ValidateFunction {
  const known = validators.get(name)
  if (known) return known
  const schema = fileKinds.find((kind) => kind.name === name)?.schema ?? {}
  const validate = new Ajv({ allErrors: true, strict: false, verbose: true }).compile(schema)
  validators.set(name, validate)
  return validate
}

/** One cause, one error: `if` says nothing by itself, of alternatives the nearest speaks, of a value the first error. */
function reduce(errors: readonly ShapeError[]): ShapeError[] {
  let left = errors.filter(({ keyword }) => keyword !== 'if')
  for (const choice of left.filter(({ keyword }) => keyword === 'anyOf')) left = withinChoice(left, choice)
  const seen = new Set<string>()
  return left.filter((error) => {
    const cause = `${error.instancePath} ${causeOf(error)}`
    if (seen.has(cause) || left.some((other) => isAbove(other, error))) return false
    seen.add(cause)
    return true
  })
}

function causeOf({ keyword, params }: ShapeError): string {
  if (keyword === 'additionalProperties') return `+${String(params['additionalProperty'])}`
  return keyword === 'required' ? `-${String(params['missingProperty'])}` : ''
}

/** A value of the wrong type explains whatever else is wrong inside it. */
function isAbove(other: ShapeError, error: ShapeError): boolean {
  return other.keyword === 'type' && other !== error && error.instancePath.startsWith(`${other.instancePath}/`)
}

function withinChoice(errors: readonly ShapeError[], choice: ShapeError): ShapeError[] {
  const inside = errors.filter((error) => error !== choice && error.schemaPath.startsWith(`${choice.schemaPath}/`))
  const branches = Map.groupBy(
    inside,
    (error) => error.schemaPath.slice(choice.schemaPath.length + 1).split('/')[0] ?? '',
  )
  const rest = errors.filter((error) => error !== choice && !inside.includes(error))
  const fitting = [...branches.values()].filter((branch) => !branch.some((error) => isMisfit(error, choice)))
  const nearest = fitting.sort((one, other) => one.length - other.length)[0]
  return nearest ? [...rest, ...nearest] : [...rest, choice]
}

/** A branch the value does not even mean: another type at its root, another `kind`. */
function isMisfit(error: ShapeError, choice: ShapeError): boolean {
  if (error.keyword === 'type' || error.keyword === 'enum') return error.instancePath === choice.instancePath
  return error.keyword === 'const'
}

/** Pointer to path; an index of an array is a number, a key that looks like one stays a key. */
function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = []
  let at = value
  for (const raw of pointer.split('/').slice(1)) {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    const key = Array.isArray(at) ? Number(part) : part
    path.push(key)
    at = (at as Record<string | number, unknown>)[key]
  }
  return path
}
