/** An open flag of a pupil within a class; `about` are the school subjects that it stands on, where it stands on some. */
export type Member = {
  readonly ruleId: string
  readonly subject: string
  readonly schoolClass: string
  readonly about?: readonly string[]
}

/** Whose flags a class rule gathers: those of the same school subject, or all of the class. */
export type Grouping = { readonly rule: string; readonly by: 'subject' | 'class' }

/** An open flag of a whole class by a rule that gathers the flags of other rules (`groups`). */
export type ClassFlag = {
  readonly ruleId: string
  readonly schoolClass: string
  readonly groups: readonly Grouping[]
  readonly about?: readonly string[]
}

export type GroupTerms = {
  /** Number of pupils in a class. */
  readonly sizeOf: (schoolClass: string) => number
  /** One rule with more than this share of a class becomes one signal of the class. */
  readonly maxShare: number
  /** Smaller classes are never gathered: there the share says nothing. */
  readonly minSize: number
}

export const defaultGroupTerms = { maxShare: 0.25, minSize: 8 }

/** One signal of a class in place of many: by a class rule, or for want of one because a rule fired for too many. */
export type ClassSignal = {
  readonly schoolClass: string
  /** The class rule, or the pupils' rule itself where the share was exceeded. */
  readonly ruleId: string
  readonly because: 'classRule' | 'share'
  readonly members: readonly Member[]
  readonly size: number
}

/**
 * Gathers pupils' flags that are one trouble of the class. A class rule takes the flags of the rules that it groups, so
 * far as everything they stand on is covered by the class's flags; of the rest, a rule that fires for more than
 * `maxShare` of a class becomes one signal. Members keep their flags: gathered, not lost.
 */
export function groupFlags(
  members: readonly Member[],
  classFlags: readonly ClassFlag[],
  terms: GroupTerms,
): ClassSignal[] {
  const byRule = new Map<ClassFlag, Member[]>()
  const rest: Member[] = []
  for (const member of members) {
    const flag = coveringFlag(member, classFlags)
    if (flag) byRule.set(flag, [...(byRule.get(flag) ?? []), member])
    else rest.push(member)
  }
  const signals = [...byRule].map(([flag, gathered]) => signalOf(flag, 'classRule', gathered, terms))
  return [...signals, ...gatherByShare(rest, terms)]
}

function coveringFlag(
  { ruleId, schoolClass, about = [] }: Member,
  classFlags: readonly ClassFlag[],
): ClassFlag | undefined {
  const gathering = (by: Grouping['by']) =>
    classFlags.filter(
      (flag) =>
        flag.schoolClass === schoolClass && flag.groups.some((group) => group.rule === ruleId && group.by === by),
    )
  const bySubject = gathering('subject')
  const covers = (flag: ClassFlag, topic: string) => flag.about?.includes(topic) ?? false
  // A pupil with a trouble of his own beside the class's keeps a flag of his own.
  const isCovered = about.length > 0 && about.every((topic) => bySubject.some((flag) => covers(flag, topic)))
  const first = isCovered ? bySubject.find((flag) => about.some((topic) => covers(flag, topic))) : undefined
  return first ?? gathering('class')[0]
}

function gatherByShare(members: readonly Member[], terms: GroupTerms): ClassSignal[] {
  const groups = Map.groupBy(members, (member) => JSON.stringify([member.ruleId, member.schoolClass])).values()
  return [...groups].flatMap((gathered) => {
    const first = gathered[0]
    if (!first) return []
    const size = terms.sizeOf(first.schoolClass)
    const isMass = size >= terms.minSize && gathered.length > terms.maxShare * size
    return isMass ? [signalOf(first, 'share', gathered, terms)] : []
  })
}

function signalOf(
  { ruleId, schoolClass }: { ruleId: string; schoolClass: string },
  because: ClassSignal['because'],
  members: readonly Member[],
  terms: GroupTerms,
): ClassSignal {
  return { schoolClass, ruleId, because, members, size: terms.sizeOf(schoolClass) }
}
