const widest = 100

/** Rows as aligned lines of at most 100 columns: the widest column wraps by words, the others keep their width. */
export function tableLines(header: string[], rows: string[][]): string[] {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const room = widest - 2 * (widths.length - 1)
  while (widths.reduce((a, b) => a + b, 0) > room) {
    const longest = widths.indexOf(Math.max(...widths))
    widths[longest] = (widths[longest] ?? 1) - 1
  }
  const rule = widths.map((width) => '─'.repeat(width)).join('──')
  return [...rowLines(header, widths), rule, ...rows.flatMap((row) => rowLines(row, widths))]
}

function rowLines(cells: string[], widths: number[]): string[] {
  const wrapped = widths.map((width, i) => wrapWords(cells[i] ?? '', width))
  const height = Math.max(...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, i) => (wrapped[i]?.[line] ?? '').padEnd(width))
      .join('  ')
      .trimEnd(),
  )
}

/** Text broken at spaces into lines of at most `width` characters; a longer word is cut. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((word) => piecesOf(word, width))) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}

function piecesOf(word: string, width: number): string[] {
  if (word.length <= width) return [word]
  return [word.slice(0, width), ...piecesOf(word.slice(width), width)]
}
