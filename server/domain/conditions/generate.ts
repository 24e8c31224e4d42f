import type { Comparison } from './compare.ts'
import type { Ternary } from './condition.ts'
import type { BoundLeaf } from './leaf.ts'
import type { Row } from './slots.ts'

export type Decider = (row: Row) => Ternary

/** A tree as the generator sees it: leaves with their tests, groups of parts. */
export type Plan =
  | { readonly kind: 'leaf'; readonly leaf: BoundLeaf; readonly compare: Comparison }
  | { readonly kind: 'all' | 'any' | 'not'; readonly parts: readonly Plan[] }

/** Where the flow goes: a statement for each verdict of a node; every one of them leaves the node. */
type Exits = { readonly yes: string; readonly no: string; readonly unknown: string }
type Draft = { readonly lines: string[]; readonly tests: Comparison[]; names: number }

const signs: Readonly<Record<string, string>> = {
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
}

/**
 * The verdict of a tree as one JavaScript function: the innermost loop of a whole school, several times faster than
 * closures calling closures. Its text is made of column numbers, thresholds in fixed point and fixed words; nothing that a
 * rule file says in letters gets into it: such leaves are called as functions. Kleene's logic by jumps: a part that
 * settles its group leaves it, an unknown part is remembered until the others have spoken.
 */
export function generateDecider(plan: Plan): Decider {
  const draft: Draft = { lines: [], tests: [], names: 0 }
  emit(plan, draft, { yes: 'return true', no: 'return false', unknown: 'return null' })
  return programOf(draft.lines.join('\n'))(draft.tests)
}

type Program = (tests: readonly Comparison[]) => Decider

const programs = new Map<string, Program>()
const programLimit = 2_000

// The same rule on another day is the same text.
function programOf(text: string): Program {
  const known = programs.get(text)
  if (known) return known
  if (programs.size >= programLimit) programs.clear()
  // oxlint-disable-next-line typescript/no-implied-eval -- numbers and fixed words only, see above
  const program = new Function('tests', `'use strict'\nreturn function decide(row) {\n${text}\n}`) as Program
  programs.set(text, program)
  return program
}

function emit(plan: Plan, draft: Draft, exits: Exits): void {
  if (plan.kind === 'leaf') return emitLeaf(plan.leaf, plan.compare, draft, exits)
  const [only] = plan.parts
  if (plan.kind === 'not' && only) return emit(only, draft, { ...exits, yes: exits.no, no: exits.yes })
  if (plan.parts.length === 1 && only) return emit(only, draft, exits)
  emitGroup(plan.kind === 'all', plan.parts, draft, exits)
}

function emitGroup(isAll: boolean, parts: readonly Plan[], draft: Draft, exits: Exits): void {
  const doubt = `doubt${draft.names++}`
  draft.lines.push(`let ${doubt} = false`)
  for (const part of parts) {
    const next = `part${draft.names++}`
    const goOn = `break ${next}`
    draft.lines.push(`${next}: {`)
    emit(part, draft, {
      yes: isAll ? goOn : exits.yes,
      no: isAll ? exits.no : goOn,
      unknown: `{ ${doubt} = true; ${goOn} }`,
    })
    draft.lines.push('}')
  }
  draft.lines.push(`if (${doubt}) ${exits.unknown}`, isAll ? exits.yes : exits.no)
}

function emitLeaf({ slot, operator, target }: BoundLeaf, compare: Comparison, draft: Draft, exits: Exits): void {
  const sign = signs[operator]
  if (slot < 0) {
    draft.lines.push(exits.unknown)
  } else if (sign && typeof target === 'number') {
    const value = `value${draft.names++}`
    draft.lines.push(
      `const ${value} = row[${slot}]`,
      `if (!Number.isInteger(${value})) ${exits.unknown}`,
      `if (${value} ${sign} ${target}) ${exits.yes}`,
      exits.no,
    )
  } else {
    const state = `state${draft.names++}`
    draft.lines.push(
      `const ${state} = tests[${draft.tests.push(compare) - 1}](row[${slot}])`,
      `if (${state} === true) ${exits.yes}`,
      `if (${state} === false) ${exits.no}`,
      exits.unknown,
    )
  }
}
