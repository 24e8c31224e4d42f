import { type Me, readsNames } from '../session/me.tsx'
import type { Words } from '../words/ru.ts'

export type NavKey = keyof Words['shell']['nav']
type Item = { key: NavKey; to: string; isFor: (me: Me) => boolean }

const reads = (group: string) => (me: Me) => me.reads[group] !== undefined
const names = (group: string) => (me: Me) => readsNames(me, group)

/** Screens in the order of the menu; nothing that the person may not open. */
const items: readonly Item[] = [
  { key: 'myClass', to: '/my-class', isFor: (me) => me.classes.length > 0 },
  { key: 'overview', to: '/overview', isFor: (me) => me.reads['duties'] === 'all' },
  { key: 'monday', to: '/monday', isFor: (me) => me.reads['duties'] === 'all' },
  { key: 'flags', to: '/flags', isFor: reads('flags') },
  { key: 'duties', to: '/duties', isFor: names('duties') },
  { key: 'interactions', to: '/interactions', isFor: names('interactions') },
  { key: 'waivers', to: '/waivers', isFor: names('waivers') },
  { key: 'family', to: '/family', isFor: reads('family') },
  { key: 'classes', to: '/classes', isFor: reads('roster') },
  { key: 'regulation', to: '/regulation', isFor: reads('rules') },
  { key: 'imports', to: '/imports', isFor: reads('imports') },
  { key: 'settings', to: '/settings', isFor: (me) => reads('settings')(me) || reads('people')(me) },
]

export function navOf(me: Me): readonly Item[] {
  return items.filter(({ isFor }) => isFor(me))
}

/** A class teacher whom no class was given yet, and who has no other first page. */
export function awaitsClass({ roles, classes, reads: read }: Pick<Me, 'roles' | 'classes' | 'reads'>): boolean {
  const hasOther = roles.includes('methodologist') || read['duties'] === 'all'
  return roles.includes('classTeacher') && classes.length === 0 && !hasOther
}

/** Where a person's day begins. */
export function homeOf(me: Me): string {
  if (me.roles.includes('methodologist')) return '/regulation'
  if (me.reads['duties'] === 'all') return '/overview'
  return navOf(me)[0]?.to ?? '/regulation'
}
