/** A sentence ends with one full stop, where its last word brings one («… 2025 г.») too. */
export function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}
