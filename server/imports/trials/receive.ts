import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../refusal.ts'
import type { SourceFile } from '../readers/source.ts'

export type Received = {
  readonly files: (SourceFile & { readonly size: number })[]
  readonly fields: Readonly<Record<string, string>>
}

const limits = { file: 200 * 1_048_576, total: 500 * 1_048_576, files: 20, name: 200 }

/** Lays the files of a form into a folder under numbers: their own names are only ever shown. Refuses what is too much. */
export async function receive(request: FastifyRequest, folder: string): Promise<Received> {
  if (!request.isMultipart()) throw noFiles()
  const files: Received['files'] = []
  const fields: Record<string, string> = {}
  let total = 0
  for await (const part of request.parts({ limits: { fileSize: limits.file, files: limits.files, fields: 20 } })) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value)
      continue
    }
    const path = join(folder, String(files.length))
    let size = 0
    part.file.on('data', (chunk: Buffer) => {
      size += chunk.length
      total += chunk.length
      if (total > limits.total) part.file.destroy(tooMuch())
    })
    await pipeline(part.file, createWriteStream(path, { flags: 'wx' }))
    if (part.file.truncated) throw tooMuch()
    files.push({ file: shownName(part.filename), path, size })
  }
  if (files.length === 0) throw noFiles()
  return { files, fields }
}

/** The last part of a name, without what a terminal or a page would take for a command. */
function shownName(name: string | undefined): string {
  const last = name?.split(/[\\/]/).at(-1) ?? ''
  return last.replaceAll(/\p{C}/gu, '').trim().slice(0, limits.name) || 'file'
}

function noFiles(): Refusal {
  return new Refusal(
    'no-files',
    { ru: 'Файлы не выбраны. Выберите хотя бы один.', en: 'No files were chosen. Choose at least one.' },
    { status: 400 },
  )
}

function tooMuch(): Refusal {
  return new Refusal(
    'too-large',
    {
      ru: 'Файлы слишком велики: один – до 200 МБ, все вместе – до 500 МБ. Разделите выгрузку на части.',
      en: 'The files are too large: one up to 200 MB, all of them up to 500 MB. Split the export.',
    },
    { status: 413 },
  )
}
