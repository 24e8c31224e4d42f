import type { Path } from '../checks/finding.ts'
import type { Examples, ExemptExample, FlaggedExample, NotFlaggedExample, UnknownExample } from '../formats/examples.ts'

/** One example with its place in the file and what it expects. */
export type Case = { readonly path: Path; readonly example: Common } & Expected

type Common = Omit<FlaggedExample, 'level' | 'text'>

export type Expected =
  | { readonly outcome: 'flagged'; readonly level: number; readonly text: FlaggedExample['text'] }
  | { readonly outcome: 'notFlagged'; readonly because: readonly string[] }
  | { readonly outcome: 'unknown'; readonly missing: readonly string[] }
  | { readonly outcome: 'exempt'; readonly exemption: string }

/** Every example of a file but the timelines, in their order. */
export function listCases({ flagged, notFlagged, unknown, exempt = [] }: Examples): Case[] {
  return [
    ...flagged.map((example: FlaggedExample, index): Case => {
      const { level, text } = example
      return { path: ['flagged', index], example, outcome: 'flagged', level, text }
    }),
    ...notFlagged.map((example: NotFlaggedExample, index): Case => {
      const { because } = example
      return { path: ['notFlagged', index], example, outcome: 'notFlagged', because }
    }),
    ...unknown.map((example: UnknownExample, index): Case => {
      const { missing } = example
      return { path: ['unknown', index], example, outcome: 'unknown', missing }
    }),
    ...exempt.map((example: ExemptExample, index): Case => {
      const { exemption } = example
      return { path: ['exempt', index], example, outcome: 'exempt', exemption }
    }),
  ]
}
