import type { May } from '../domain/access/access.ts'
import type { Said } from '../refusal.ts'
import type { Route, RouteName } from './contract.ts'

const known = new Map<string, { summary: Said; may: May }>()

/** Keeps what a served route is called and of whom it asks what, for the trail, which stores its name alone. */
export function remember(name: RouteName, { summary, may }: Route): void {
  known.set(name, { summary, may })
}

/** What is known of the route of an entry of the trail; undefined where it is no longer served. */
export function knownRoute(name: string): { summary: Said; may: May } | undefined {
  return known.get(name)
}
