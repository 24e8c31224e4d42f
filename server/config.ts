import { Refusal, type Said } from './refusal.ts'

export type DatabaseConfig =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string }

export type Lang = 'ru' | 'en'

/** Where the server listens and what it believes of the network around it. */
export type ServerConfig = {
  readonly host: string
  readonly port: number
  /** Bearer token of /metrics; without it there is no such address. */
  readonly metricsToken: string | undefined
  /** What secrets in the database are encrypted with; without it they are kept as they are. */
  readonly secret?: string | undefined
  /** Proxies in front whose word on the caller's address is taken. */
  readonly trustProxy: readonly string[]
}

/** The school's own identity provider (OpenID Connect). */
export type OidcConfig = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }

export type Config = {
  readonly database: DatabaseConfig
  readonly lang: Lang
  readonly server: ServerConfig
  readonly oidc: OidcConfig | undefined
}

type Env = Readonly<Record<string, string | undefined>>
type Read<T> = { readonly value: T } | { readonly wrong: Said }

/** The settings of the process from its environment; refuses once, naming every wrong setting and its fix. */
export function readConfig(env: Env): Config {
  const database = readDatabase(env)
  const lang = readLang(env)
  const server = readServer(env)
  const oidc = readOidc(env)
  if ('value' in database && 'value' in lang && 'value' in server && 'value' in oidc) {
    return Object.freeze({
      database: Object.freeze(database.value),
      lang: lang.value,
      server: Object.freeze(server.value),
      oidc: oidc.value,
    })
  }
  const wrong = [database, lang, server, oidc].flatMap((read) => ('wrong' in read ? [read.wrong] : []))
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

function readServer(env: Env): Read<ServerConfig> {
  const text = env['PORT']?.trim() || '3000'
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    return {
      wrong: {
        ru: `PORT – число от 0 до 65535, задано «${text}».`,
        en: `PORT is a number from 0 to 65535, not "${text}".`,
      },
    }
  const secret = env['REGLAMENT_SECRET']?.trim() || undefined
  if (secret !== undefined && secret.length < 32)
    return {
      wrong: {
        ru: 'REGLAMENT_SECRET – не короче 32 знаков: openssl rand -base64 32',
        en: 'REGLAMENT_SECRET takes at least 32 characters: openssl rand -base64 32',
      },
    }
  return {
    value: {
      secret,
      host: env['HOST']?.trim() || '127.0.0.1',
      port,
      metricsToken: env['REGLAMENT_METRICS_TOKEN']?.trim() || undefined,
      trustProxy: (env['REGLAMENT_PROXIES'] ?? '').split(/[\s,]+/).filter((address) => address !== ''),
    },
  }
}

function readOidc(env: Env): Read<OidcConfig | undefined> {
  const names = ['REGLAMENT_OIDC_ISSUER', 'REGLAMENT_OIDC_CLIENT', 'REGLAMENT_OIDC_SECRET'] as const
  const [issuer = '', clientId = '', clientSecret = ''] = names.map((name) => env[name]?.trim() ?? '')
  if (issuer === '' && clientId === '' && clientSecret === '') return { value: undefined }
  if (isSafe(issuer) && clientId !== '' && clientSecret !== '') return { value: { issuer, clientId, clientSecret } }
  return {
    wrong: {
      ru: `Вход через школьную систему задают три переменные вместе: ${names.join(', ')}; первая – адрес https://.`,
      en: `Signing in through the school's own system takes three variables together: ${names.join(', ')}; the first is an https:// address.`,
    },
  }
}

/** Passwords and codes go there: plain http is let through to this machine alone. */
function isSafe(address: string): boolean {
  const url = URL.parse(address)
  return (
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
  )
}
