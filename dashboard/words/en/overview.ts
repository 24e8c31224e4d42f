import type { overview as words } from '../ru/overview.ts'

export const overview: typeof words = {}
