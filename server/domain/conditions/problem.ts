/** A condition that must not run: what is wrong, where in the tree (JSON pointer), and what to do, in both languages. */
export class ConditionError extends Error {
  readonly code: string
  readonly pointer: string
  readonly words: { readonly ru: string; readonly en: string }

  constructor(code: string, pointer: string, words: { ru: string; en: string }) {
    super(`${pointer || '/'}: ${words.en}`)
    this.name = 'ConditionError'
    this.code = code
    this.pointer = pointer
    this.words = words
  }
}

/** Throws the condition error of a place in the tree. */
export function refuse(code: string, pointer: string, ru: string, en: string): never {
  throw new ConditionError(code, pointer, { ru, en })
}
