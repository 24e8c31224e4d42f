import type { Words } from '../ru.ts'

export const interactions: Words['interactions'] = {}
