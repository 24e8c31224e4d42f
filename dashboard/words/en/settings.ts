import type { settings as words } from '../ru/settings.ts'

export const settings: typeof words = {}
