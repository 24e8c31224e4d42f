import type { classes as words } from '../ru/classes.ts'

export const classes: typeof words = {}
