import { isTrusted } from '../../domain/access/access.ts'
import { type Edit, givesTo } from '../../domain/roster/edits.ts'
import type { Call } from '../../http/call.ts'
import { Refusal } from '../../refusal.ts'

/**
 * Refuses days of a class given to oneself: who keeps the roster may not take by it what their role does not show. A deputy and
 * a principal see every class already.
 */
export function refuseOwn({ who }: Pick<Call, 'who'>, edits: readonly Edit[]): void {
  if (isTrusted(who.roles)) return
  if (!edits.some((edit) => givesTo(who.staffId, edit))) return
  throw new Refusal(
    'own-class',
    {
      ru: 'Назначить себя или продлить своё замещение нельзя: это делает заместитель директора или директор.',
      en: 'One may not appoint oneself or prolong one’s own acting: the deputy head or the principal does that.',
    },
    { status: 403 },
  )
}
