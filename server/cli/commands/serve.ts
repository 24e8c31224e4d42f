import { Type } from 'typebox'
import { readConfig } from '../../config.ts'
import { migrate } from '../../database/migrate.ts'
import { demoPassword, listDemoSignIns } from '../../demo/accounts.ts'
import { startServer } from '../../serve.ts'
import { command, type DatabaseContext, type Lang } from '../command.ts'
import { tableLines } from '../table.ts'
import { roleWords } from '../words/roles.ts'
import { wordsOf } from '../words/words.ts'
import { ensureDemo } from './demo.ts'

type Answer = { address: string }

export const serveCommand = command<Answer>({
  name: 'serve',
  summary: { ru: 'Запустить программу: страницы в браузере', en: 'Start the product: pages in a browser' },
  positionals: [],
  options: {
    demo: {
      type: 'boolean',
      words: { ru: 'с учебной школой; создать её, если её нет', en: 'with the demo school, made where there is none' },
    },
  },
  needs: 'database',
  shape: Type.Object({ address: Type.String({ description: 'где открывалась программа. Where it was served' }) }),
  run: async (context) => {
    const isDemo = context.options['demo'] === true
    await migrate(context.db)
    const demo = isDemo ? await ensureDemo(context) : undefined
    const { server, oidc } = readConfig(context.io.env)
    const { db, rulesFolder, io } = context
    const running = await startServer({ db, rulesFolder, now: io.now, server, oidc, log: !isDemo })
    const lines = demo
      ? await demoLines(context, demo.school, running.address)
      : [running.address, ...setupLines(running.setup, context.lang)]
    io.out(`${lines.join('\n')}\n`)
    await io.untilStopped()
    await running.close()
    return { code: 0, answer: { address: running.address } }
  },
  print: (_answer, lang) => [lang === 'ru' ? 'Остановлено.' : 'Stopped.'],
})

function setupLines(link: string | undefined, lang: Lang): string[] {
  if (link === undefined) return []
  return [
    '',
    lang === 'ru'
      ? 'Школы ещё нет. Создайте её по этой ссылке: она действует сутки, один раз и до перезапуска программы.'
      : 'There is no school yet. Make it by this link: it is good for a day, once, until the program is started anew.',
    `→ ${link}`,
  ]
}

async function demoLines({ db, lang }: DatabaseContext, school: { id: number; name: string }, address: string) {
  const signIns = await listDemoSignIns(db, school.id)
  const rows = signIns.map(({ role, login, name }) => [login, roleWords[lang][role] ?? role, name])
  return [
    `${school.name}. ${wordsOf(lang).demo}`,
    '',
    ...tableLines(headers[lang], rows),
    '',
    lang === 'ru' ? `Пароль у всех один: ${demoPassword}` : `One password for all: ${demoPassword}`,
    `→ ${address}`,
  ]
}

const headers: Readonly<Record<Lang, string[]>> = {
  ru: ['Логин', 'Роль', 'Кто'],
  en: ['Login', 'Role', 'Who'],
}
