import type { myClass as words } from '../ru/my-class.ts'

export const myClass: typeof words = {}
