import type { duties as words } from '../ru/duties.ts'

export const duties: typeof words = {}
