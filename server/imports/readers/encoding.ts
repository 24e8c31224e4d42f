import { createReadStream } from 'node:fs'
import { detect } from 'jschardet'
import type { Probe } from './source.ts'

/** Encodings that school systems write, beside UTF-8. */
const candidates = ['windows-1251', 'koi8-r', 'ibm866', 'x-mac-cyrillic']

/** The encoding of a file by its mark, its bytes, and, where it is none of the Unicode forms, by the frequency of letters. */
export function encodingOf(probe: Probe): string {
  const { sample } = probe
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  const zeros = zeroShares(sample)
  if (zeros.odd > 0.2 && zeros.odd > zeros.even) return 'utf-16le'
  if (zeros.even > 0.2) return 'utf-16be'
  if (probe.isUtf8) return 'utf-8'
  const found = detect(sample)?.encoding?.toLowerCase() ?? ''
  return candidates.find((name) => name === alias(found)) ?? 'windows-1251'
}

function alias(name: string): string {
  return name === 'cp866' ? 'ibm866' : name === 'cp1251' ? 'windows-1251' : name
}

/** Text without a mark in UTF-16 has a zero, or the 4 of Cyrillic, in every other byte. */
function zeroShares(sample: Buffer): { odd: number; even: number } {
  const length = Math.min(sample.length, 4_096) & ~1
  let odd = 0
  let even = 0
  for (let at = 0; at < length; at += 2) {
    if (sample[at] === 0) even++
    if (sample[at + 1] === 0) odd++
  }
  return { odd: length ? (odd * 2) / length : 0, even: length ? (even * 2) / length : 0 }
}

/** The text of a whole small file. */
export async function readText(path: string, encoding: string): Promise<string> {
  let text = ''
  for await (const part of textOf(path, encoding)) text += part
  return text
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* textOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: 131_072 }) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true })
  }
  const rest = decoder.decode()
  if (rest) yield rest
}
