import { Refusal, type Said } from './refusal.ts'

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string }

export type Lang = 'ru' | 'en'

export type Config = { readonly database: DatabaseConfig; readonly lang: Lang }

type Env = Readonly<Record<string, string | undefined>>
type Read<T> = { readonly value: T } | { readonly wrong: Said }

/** The settings of the process from its environment; refuses once, naming every wrong setting and its fix. */
export function readConfig(env: Env): Config {
  const database = readDatabase(env)
  const lang = readLang(env)
  if ('value' in database && 'value' in lang) {
    return Object.freeze({ database: Object.freeze(database.value), lang: lang.value })
  }
  const wrong = [database, lang].flatMap((read) => ('wrong' in read ? [read.wrong] : []))
  throw new Refusal('config', {
    ru: ['Настройки заданы неверно:', ...wrong.map((said) => `- ${said.ru}`)].join('\n'),
    en: ['The settings are wrong:', ...wrong.map((said) => `- ${said.en}`)].join('\n'),
  })
}

function readDatabase(env: Env): Read<DatabaseConfig> {
  const url = env['DATABASE_URL']?.trim()
  if (url) return readUrl(url)
  const folder = env['REGLAMENT_DATA']?.trim() || './data'
  if (/^[a-z]{2,}:\/\//i.test(folder)) {
    return {
      wrong: {
        ru: `REGLAMENT_DATA должна быть папкой, а не адресом: «${folder}». Адрес базы задаёт DATABASE_URL.`,
        en: `REGLAMENT_DATA must be a folder, not an address: "${folder}". DATABASE_URL takes the address of a database.`,
      },
    }
  }
  return { value: { kind: 'pglite', folder } }
}

function readUrl(url: string): Read<DatabaseConfig> {
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'postgres:' || parsed?.protocol === 'postgresql:')
    return { value: { kind: 'postgres', url } }
  // The value itself may hold a password, so it is not repeated.
  return {
    wrong: {
      ru: 'DATABASE_URL должна иметь вид postgres://пользователь:пароль@сервер:5432/база. Исправьте её или уберите, чтобы работать со встроенной базой.',
      en: 'DATABASE_URL must look like postgres://user:password@host:5432/database. Correct it, or remove it to use the embedded database.',
    },
  }
}

function readLang(env: Env): Read<Lang> {
  const lang = env['REGLAMENT_LANG']?.trim() || 'ru'
  if (lang === 'ru' || lang === 'en') return { value: lang }
  return {
    wrong: {
      ru: `REGLAMENT_LANG может быть ru или en, задано «${lang}».`,
      en: `REGLAMENT_LANG may be ru or en, not "${lang}".`,
    },
  }
}
