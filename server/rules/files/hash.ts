import { createHash } from 'node:crypto'
import { canonicalOf } from '../../domain/revisions/canonical.ts'

/** SHA-256 of a value's canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalOf(value)).digest('hex')
}
