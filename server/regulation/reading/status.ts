import { dirname, relative } from 'node:path'
import type { Problem } from '../../problem.ts'
import type { StoredEdition } from '../../rules/queries.ts'
import type { LiveStatus, RuleSet } from '../../rules/rules.ts'

type Editions = { readonly active: StoredEdition | undefined; readonly held: StoredEdition | undefined }

/** The edition in force and the one that waits, as a page shows them. */
export function tellEditions({ active, held }: Editions, filesHash: string, { rules }: RuleSet) {
  const titles = new Map(rules.map(({ rule }) => [rule.id, rule.title]))
  return {
    inForce: active
      ? {
          hash: active.hash,
          since: active.activatedAt,
          acceptedBy: active.acceptedBy,
          reason: active.acceptReason,
          isFiles: active.hash === filesHash,
        }
      : null,
    held: held
      ? {
          hash: held.hash,
          because: held.heldBecause.map(({ rule, ru, en }) => ({
            rule,
            title: titles.get(rule) ?? null,
            why: { ru, en },
          })),
        }
      : null,
  }
}

/** Refused files as a page shows them: named from the folder of rules, never by where the server keeps them. */
export function tellRefused({ refused, since }: LiveStatus, backDated: readonly Problem[], rulesFolder: string) {
  const problems = refused?.problems ?? backDated
  if (problems.length === 0) return null
  return {
    at: (refused?.at ?? since).toISOString(),
    problems: problems.map(({ severity, code, where, message, fix }) => ({
      severity,
      code,
      message,
      fix,
      file: where.file === undefined ? null : relative(dirname(rulesFolder), where.file).replaceAll('\\', '/'),
      line: where.line ?? null,
      column: where.column ?? null,
    })),
  }
}
