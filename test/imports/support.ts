import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Db } from '../../server/database/database.ts'
import { targets } from '../../server/imports/queries/targets.ts'

/** Every row of every table an import writes: what must be equal after an import that changes nothing, or an undone one. */
export async function stateOf(db: Db): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {}
  for (const table of [...targets.map((target) => target.table), 'school_break', 'import_source']) {
    const { rows } = await sql<{
      row: string
    }>`select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(db)
    state[table] = rows.map(({ row }) => row)
  }
  return state
}

/** A folder of its own with the files given, by their names. */
export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reglament-test-'))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

export async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  return join(await folderOf({ [name]: content }), name)
}

/** Lines of a CSV table. */
export function csv(...lines: string[]): string {
  return lines.join('\n')
}

/** Cyrillic in a one-byte code page, for the letters these tests use. */
export function encode(text: string, encoding: string): Buffer {
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(Array.from(text, (letter) => bytes.get(letter) ?? 63))
}

/** A zip made by hand, so that its names and sizes can lie. */
export function zip(entries: { name: string | Buffer; data: Buffer; size?: number }[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, data, size = data.length } of entries) {
    const packed = deflateRawSync(data)
    const file = Buffer.from(name)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(crc32(data), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(size, 18)
    head.writeUInt16LE(file.length, 22)
    parts.push(Buffer.from('PK\x03\x04'), head, file, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, place, file)
    offset += 4 + head.length + file.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end])
}

/** What was wrong with a row, by code. */
export function codesOf(faults: readonly { readonly code: string }[]): string[] {
  return faults.map(({ code }) => code)
}
