import type { family as words } from '../ru/family.ts'

export const family: typeof words = {}
