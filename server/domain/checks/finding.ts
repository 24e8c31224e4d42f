/** Where in a file's value: keys and indexes from the root. */
export type Path = readonly (string | number)[]

type Words = { readonly ru: string; readonly en: string }

/** Something wrong with a rule file, without its place in the text: whoever read the text joins line and column. */
export type Finding = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly path: Path
  readonly message: Words
  readonly fix: Words
  /** A name nobody knows, and the names that exist: the fix may offer the nearest. */
  readonly near?: { readonly given: string; readonly among: readonly string[] }
}

/** An error at a place. */
export function wrong(code: string, path: Path, message: Words, fix: Words): Finding {
  return { code, severity: 'error', path, message, fix }
}

/** A warning at a place: the file loads, a person should look. */
export function doubtful(code: string, path: Path, message: Words, fix: Words): Finding {
  return { ...wrong(code, path, message, fix), severity: 'warning' }
}

/** A name that is not among those that exist. */
export function unknownName(
  code: string,
  path: Path,
  given: string,
  among: readonly string[],
  what: Words,
  fix: Words,
): Finding {
  const message = { ru: `${what.ru} «${given}» нет`, en: `There is no ${what.en} "${given}"` }
  return { ...wrong(code, path, message, fix), near: { given, among } }
}
