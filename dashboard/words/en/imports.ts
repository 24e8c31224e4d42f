import type { imports as words } from '../ru/imports.ts'

export const imports: typeof words = {}
