/** A title within a sentence: «Пропуски» → «пропуски», in quotes too; an abbreviation stays as it is. */
export function lowerFirst(text: string): string {
  const isAbbreviation = /^\p{Lu}{2}/u.test(text)
  return isAbbreviation ? text : text.replace(/^«?\p{Lu}/u, (start) => start.toLowerCase())
}
