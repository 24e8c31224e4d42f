import { join, relative, resolve } from 'node:path'
import { Type } from 'typebox'
import { writeTemplates } from '../../imports/imports.ts'
import { command } from '../command.ts'
import { wordsOf } from '../words/words.ts'

type Answer = { folder: string; files: string[] }

export const importTemplatesCommand = command<Answer>({
  name: 'import templates',
  summary: {
    ru: 'Положить в папку таблицы, которые школа заполняет сама',
    en: 'Put the tables to fill in into a folder',
  },
  positionals: [
    {
      name: 'folder',
      required: true,
      words: { ru: 'папка; файлы, которые в ней есть, не трогаются', en: 'the folder; files that are there stay' },
    },
  ],
  options: {},
  needs: 'nothing',
  shape: Type.Object({ folder: Type.String(), files: Type.Array(Type.String()) }),
  run: async ({ io, positionals, rulesFolder }) => {
    const [folder = ''] = positionals
    const files = await writeTemplates(resolve(io.cwd, folder), join(rulesFolder, 'catalogue/templates'))
    return { code: 0, answer: { folder, files: files.map((file) => relative(io.cwd, file)) } }
  },
  print: ({ folder, files }, lang) => {
    const words = wordsOf(lang).importing
    return [words.templates(folder), ...files.map((file) => `  ${file}`), words.templatesNext(folder)]
  },
})
