const latin = 'ABEKMHOPCTXaeopcxy'
const cyrillic = 'АВЕКМНОРСТХаеорсху'
const toCyrillic = new Map(Array.from(latin, (letter, index) => [letter, cyrillic[index] ?? letter]))

/** Latin letters that look like Cyrillic ones, as Cyrillic. */
export function foldLookAlikes(text: string): string {
  let folded = ''
  for (const letter of text) folded += toCyrillic.get(letter) ?? letter
  return folded
}

/** A name for comparing: case, ё, runs of spaces and dashes apart. */
export function foldName(text: string): string {
  return clean(text).toLowerCase().replaceAll('ё', 'е').replace(/[‐-―]/g, '-')
}

/** The name of a class for comparing: «7 Б», «7-б», «7"Б"» and a Latin «7B» are one class. */
export function foldClass(text: string): string {
  return foldLookAlikes(text.toUpperCase())
    .replace(/[\s"'«»„“”.‐-―-]+/g, '')
    .replace(/КЛАСС$/, '')
}

/** Spaces of every kind become one, and a zero byte, which no database keeps, counts as one; nothing else changes. */
export function clean(text: string): string {
  return text.replace(/[\s\0]+/g, ' ').trim()
}

/** A header for comparing. */
export function foldHeader(text: string): string {
  return clean(text.replace(/^\ufeff/, ''))
    .toLowerCase()
    .replaceAll('ё', 'е')
}
