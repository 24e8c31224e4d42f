/** The head of a column begins with a capital; the same word within a sentence does not. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
