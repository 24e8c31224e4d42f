import type { pupil as words } from '../ru/pupil.ts'

export const pupil: typeof words = {}
