import { join } from 'node:path'
import { expect } from 'vitest'
import type { Problem } from '../../server/problem.ts'
import { type Loaded, loadRules, readRuleFiles, type SourceFile } from '../../server/rules/rules.ts'

export const today = '2026-11-23'
export const rulePath = 'student/attendance/ATT-02.json'
export const examplesPath = 'student/attendance/ATT-02.examples.json'

/** A small sound folder of rules, as if it lay in `rules/`. */
export async function soundFiles(): Promise<SourceFile[]> {
  const files = await readRuleFiles(join(import.meta.dirname, 'sound'))
  return files.map((file) => ({ ...file, file: `rules/${file.path}` }))
}

/** The files with one text replaced in one of them; the text must be there exactly once. */
export function change(files: readonly SourceFile[], path: string, from: string, to: string): SourceFile[] {
  return files.map((file) => {
    if (file.path !== path) return file
    expect(file.text.split(from), `${from} in ${path}`).toHaveLength(2)
    return { ...file, text: file.text.replace(from, () => to) }
  })
}

export async function loadChanged(path: string, from: string, to: string): Promise<{ loaded: Loaded; text: string }> {
  const files = change(await soundFiles(), path, from, to)
  return { loaded: loadRules(files, today), text: files.find((file) => file.path === path)?.text ?? '' }
}

export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === 'error')
}
