import { createHmac } from 'node:crypto'
import type { Judged } from '../../domain/duties/duty.ts'
import type { JudgedSchool } from './judged.ts'
import { once } from './once.ts'
import type { Scope } from './scope.ts'

/**
 * The key of a duty as it is told: one that names a pupil whom the person may not know is told as a hash, which nobody can make
 * anew from a list of pupils without the secret of the school.
 */
export function publicKey(school: JudgedSchool, scope: Scope, duty: Judged): string {
  if (duty.studentId === undefined || scope.seesPupil(duty)) return duty.key
  return hashOf(school, duty)
}

/** The duty that a told key stands for, if the scope reaches it. */
export function findDuty(school: JudgedSchool, scope: Scope, key: string): Judged | undefined {
  const byKey = once(school, 'by key', () => new Map(school.duties.map((duty) => [duty.key, duty])))
  const plain = byKey.get(key)
  if (plain) return publicKey(school, scope, plain) === key ? plain : undefined
  const byHash = once(school, 'by hash', () => new Map(school.duties.map((duty) => [hashOf(school, duty), duty])))
  return byHash.get(key)
}

function hashOf(school: JudgedSchool, duty: Judged): string {
  const known = once(school, 'hashes', () => new Map<Judged, string>())
  const found = known.get(duty)
  if (found) return found
  const made = `~${createHmac('sha256', school.keySecret).update(duty.key).digest('hex').slice(0, 24)}`
  known.set(duty, made)
  return made
}
