import type { Said } from './refusal.ts'

/** Something wrong with input: where it stands, what it is, how to mend it. Shown to the person who brought the input. */
export type Problem = {
  code: string
  severity: 'error' | 'warning'
  where: { file?: string; line?: number; column?: number; row?: number; path?: string }
  message: Said
  fix: Said
}
