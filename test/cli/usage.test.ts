import { describe, expect, it } from 'vitest'
import { optionsOf } from '../../server/cli/arguments.ts'
import { commands } from '../../server/cli/commands.ts'
import { en } from '../../server/cli/words/en.ts'
import { ru } from '../../server/cli/words/ru.ts'
import { usePlace } from './support.ts'

const place = usePlace()
const named = commands.map((command) => ({ name: command.name, command }))

describe('help', () => {
  it.each(['ru', 'en'])('of the program names every command, in %s', async (lang) => {
    for (const word of ['--help', 'help']) {
      const { code, out, err } = await place.call([word, '--lang', lang])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      for (const { name, summary } of commands) {
        expect(out).toContain(`  ${name}`)
        expect(out.replaceAll(/\s+/g, ' ')).toContain(summary[lang as 'ru' | 'en'])
      }
    }
  })

  it('is what a call without a command gets', async () => {
    const { code, out } = await place.call([])
    expect(code).toBe(0)
    expect(out).toContain('Использование: reglament <команда>')
  })

  describe.each(named)('of $name', ({ name, command }) => {
    it.each(['ru', 'en'] as const)('tells its options, arguments, answer and exit codes in %s', async (lang) => {
      const { code, out, err } = await place.call([...name.split(' '), '--help', '--lang', lang])
      expect({ code, err }).toEqual({ code: 0, err: '' })
      const words = lang === 'ru' ? ru : en
      const flat = out.replaceAll(/\s+/g, ' ')
      for (const [option, { words }] of Object.entries(optionsOf(command))) {
        expect(out).toContain(`--${option}`)
        expect(flat).toContain(words[lang])
      }
      for (const positional of command.positionals) expect(out).toContain(`<${positional.name}>`)
      expect(out).toContain(`${words.usage}: reglament ${name}`)
      expect(out).toContain(words.exitCodes)
      const shape = command.shape as { properties?: Record<string, unknown> }
      const properties = Object.keys(shape.properties ?? {})
      expect(properties.length).toBeGreaterThan(0)
      for (const property of properties) expect(out).toMatch(new RegExp(`^ {2}${property}\\??: `, 'm'))
    })

    it('says the same in both languages, in each of them', () => {
      const said = [command.summary, ...Object.values(optionsOf(command)).map(({ words }) => words)]
      for (const { ru, en } of [...said, ...command.positionals.map(({ words }) => words)]) {
        expect(ru).toMatch(/[а-яё]/i)
        expect(en).not.toMatch(/[а-яё]/i)
        expect(en).not.toBe('')
      }
    })
  })
})

describe('a wrong call ends with 2, says what is wrong and where help is', () => {
  it.each([
    [['flag'], 'Возможно, flags?'],
    [['rules', 'chek'], 'Возможно, rules check?'],
    [['imprt', 'выгрузка за ноябрь.xlsx'], 'Команды «imprt» нет. Возможно, import?'],
    [['nonsense'], 'Команды «nonsense» нет. Список команд: reglament --help'],
    [['rules'], 'Команды «rules» нет.'],
    [['flags', '--klass', '7Б'], 'Ключ «--klass» команде «flags» не знаком. Справка: reglament flags --help'],
    [['import'], 'Не хватает аргумента <path>. Справка: reglament import --help'],
    [['import', 'a', 'b', '--profile', 'canonical'], 'Лишний аргумент «b».'],
    [['flags', '--class'], 'Не хватает аргумента <7Б>.'],
    [['flags', '--lang', 'de'], 'Язык «de» не знаком'],
    [['rules', 'check', '--as-of', '2026-02-30'], '«2026-02-30» – не день'],
    [['rules', 'points', '--as-of', 'вчера'], '«вчера» – не день'],
    [['calendar', 'check', '--as-of', '23.11.2026'], '«23.11.2026» – не день'],
    [['rules', 'test', 'ATT-99'], 'Правила «ATT-99» нет. Ближайшее: ATT-0'],
    [['rules', 'test', 'ATT-02', '--case', 'Нет такого'], 'Примера «Нет такого» нет.'],
  ])('%j', async (argv, told) => {
    const { code, out, err } = await place.call(argv)
    expect(err).toContain(told)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('in English where English is asked for', async () => {
    expect(await place.call(['flag', '--lang', 'en'])).toEqual({
      code: 2,
      out: '',
      err: 'There is no command "flag". Perhaps flags? All commands: reglament --help\n',
    })
    const { err } = await place.call(['flag'], { env: { REGLAMENT_LANG: 'en' } })
    expect(err).toContain('There is no command')
  })

  it('where a setting is wrong the call is refused, naming the setting', async () => {
    const { code, err } = await place.call(['rules', 'points'], { env: { DATABASE_URL: 'mysql://x' } })
    expect(code).toBe(3)
    expect(err).toContain('DATABASE_URL')
  })
})

describe('words', () => {
  it('name the same things in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(ru))
  })
})

/** Every key of the words; where a language has its own plural forms or fewer statuses, the name of the list alone. */
function keysOf(words: object, path = ''): string[] {
  return Object.entries(words)
    .flatMap(([key, value]: [string, unknown]) => {
      const own = `${path}/${key}`
      const isForms = typeof value === 'object' && value !== null && Object.hasOwn(value, 'other')
      return typeof value === 'object' && value !== null && !isForms ? keysOf(value, own) : [own]
    })
    .sort()
}
