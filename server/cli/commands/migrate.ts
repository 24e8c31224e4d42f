import { Type } from 'typebox'
import { migrate } from '../../database/migrate.ts'
import { command } from '../command.ts'

type Answer = { applied: string[] }

export const migrateCommand = command<Answer>({
  name: 'migrate',
  summary: {
    ru: 'Подготовить базу к этой версии программы',
    en: 'Prepare the database for this version of the program',
  },
  positionals: [],
  options: {},
  needs: 'database',
  shape: Type.Object({
    applied: Type.Array(Type.String(), {
      description: 'миграции, выполненные этим вызовом. Migrations this call applied',
    }),
  }),
  run: async ({ db }) => ({ code: 0, answer: { applied: await migrate(db) } }),
  print: ({ applied }, lang) => {
    if (applied.length === 0) return [lang === 'ru' ? 'База уже готова.' : 'The database is ready already.']
    return [lang === 'ru' ? 'Выполнено:' : 'Applied:', ...applied.map((name) => `  ${name}`)]
  },
})
