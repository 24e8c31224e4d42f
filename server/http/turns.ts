/** Work of one kind that may hold few connections of the database at once; the rest waits in line without one. */
export type Turns = {
  /** Does the work in its turn. Calls `refuse`, which throws, where the line is too long. */
  readonly take: <T>(key: string, work: () => Promise<T>, refuse: () => never) => Promise<T>
}

type Line = { atWork: number; readonly waiting: (() => void)[] }

/** Turns of each key apart: `atOnce` at work, `inLine` waiting, no more. */
export function createTurns(atOnce: number, inLine: number): Turns {
  const lines = new Map<string, Line>()
  return {
    take: async (key, work, refuse) => {
      const line = lines.get(key) ?? { atWork: 0, waiting: [] }
      lines.set(key, line)
      if (line.atWork < atOnce) line.atWork += 1
      else if (line.waiting.length >= inLine) refuse()
      else await new Promise<void>((resolve) => line.waiting.push(resolve))
      try {
        return await work()
      } finally {
        // Whoever is next takes the place over, so that nobody new slips in between.
        const next = line.waiting.shift()
        if (next) next()
        else line.atWork -= 1
        if (line.atWork === 0) lines.delete(key)
      }
    },
  }
}
