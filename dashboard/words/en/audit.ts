import type { audit as words } from '../ru/audit.ts'

export const audit: typeof words = {
  title: 'Trail of actions',
}
