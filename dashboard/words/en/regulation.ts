import type { regulation as words } from '../ru/regulation.ts'

export const regulation: typeof words = {}
