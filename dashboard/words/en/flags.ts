import type { flags as words } from '../ru/flags.ts'

export const flags: typeof words = {}
