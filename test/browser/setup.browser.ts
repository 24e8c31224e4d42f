import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../server/database/database.ts'
import { migrate } from '../../server/database/migrate.ts'
import { type Running, startServer } from '../../server/serve.ts'
import { axe, overflow, settled, useBrowser } from './support/visit.ts'

const visit = useBrowser()
const folder = mkdtempSync(join(tmpdir(), 'reglament-empty-'))
let database: Database
let running: Running

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', folder })
  await migrate(database.db)
  running = await startServer({
    db: database.db,
    rulesFolder: join(import.meta.dirname, '../../rules'),
    now: () => new Date(),
    server: { host: '127.0.0.1', port: 0, metricsToken: undefined, trustProxy: [] },
    oidc: undefined,
    log: false,
  })
})
afterAll(async () => {
  await running.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const faults: unknown[] = []
async function look(where: string): Promise<void> {
  const { page } = visit
  await settled(page)
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 })
    const [violations, wider] = [await axe(page), await overflow(page)]
    if (violations.length > 0 || wider > 0) faults.push({ where, width, violations, wider })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

describe('an empty installation', () => {
  it('says at its door that there is no school yet and how one is made, without a word of the link itself', async () => {
    const { page } = visit
    await page.goto(running.address)
    await page.getByRole('heading', { name: 'Школа ещё не создана' }).waitFor()
    await look('no school')
    expect(await page.locator('input').count()).toBe(0)
    const key = new URL(running.setup ?? '').searchParams.get('key') ?? ''
    expect(await page.content()).not.toContain(key)
    expect(faults.splice(0)).toEqual([])
  })

  it('is set up by its one-time link, and every page of the empty school says kindly that there is nothing yet', async () => {
    const { page } = visit
    await page.goto(running.setup ?? '')
    const next = page.getByRole('button', { name: 'Дальше' })
    await look('school')
    await page.locator('input[name=name]').fill('Школа № 5')
    const day = page.getByLabel('С какого дня вести учёт')
    await day.fill('32 мая')
    await next.click()
    await page.getByText('Такого дня нет').waitFor()
    await day.fill('1.09.2026')
    await next.click()
    await page.getByText('Порядок учебного года').waitFor()
    await look('calendar')
    await page.getByRole('button', { name: 'Ввести свои даты' }).click()
    const autumn = page.getByRole('group', { name: 'Каникулы 1', exact: true }).getByLabel('Последний день')
    await autumn.fill('28.10.2026')
    const take = page.getByRole('button', { name: 'Проверить и взять даты' })
    await take.click()
    await page.getByText(/короче 7 дней/).waitFor()
    await look('own dates, one wrong')
    await autumn.fill('4.11.2026')
    await take.click()
    await page.getByRole('button', { name: 'Изменить даты' }).waitFor()
    await page.getByText('26 октября – 4 ноября 2026 г.').waitFor()
    await look('own dates')
    await next.click()
    await page.locator('input[name=login]').waitFor()
    await look('person')
    await page.locator('input[name=login]').fill('а б')
    await page.locator('input[name=password]').fill('кот')
    await next.click()
    const wrong = page.locator('input[aria-invalid=true]')
    await wrong.first().waitFor()
    expect(await wrong.evaluateAll((fields) => fields.map((field) => field.getAttribute('name')))).toEqual([
      'name',
      'login',
      'password',
      'repeat',
    ])
    expect(await page.locator('input[name=name]').evaluate((field) => field.matches(':focus'))).toBe(true)
    await look('person, all wrong')
    await page.locator('input[name=name]').fill('Директорова Анна Петровна')
    await page.locator('input[name=login]').fill('direktorova')
    await page.locator('input[name=password]').fill('Директорова2026')
    await page.locator('input[name=repeat]').fill('Директорова2026')
    await next.click()
    await page.getByText('Пароль составлен из вашего имени').waitFor()
    expect(await page.locator('input[name=password]').evaluate((field) => field.matches(':focus'))).toBe(true)
    expect(visit.complaints.splice(0)).toEqual([expect.stringContaining('400')])
    await page.locator('input[name=password]').fill('зонтик чайник лампа')
    await page.locator('input[name=repeat]').fill('зонтик чайник лампа')
    await next.click()
    const create = page.getByRole('button', { name: 'Создать школу' })
    await create.waitFor()
    await look('questions')
    const days = page.getByLabel('Срок освобождения')
    await days.fill('')
    await create.click()
    await page.getByText(/Нужно целое число от \d+ до \d+/).waitFor()
    expect(await days.evaluate((field) => field.matches(':focus'))).toBe(true)
    await look('questions, a number emptied')
    await days.fill('30')
    await create.click()
    await page.getByText('Шаг 5 из 5').first().waitFor()
    const add = page.getByRole('button', { name: 'Добавить коллегу' })
    await add.click()
    await page.getByText('Отметьте хотя бы одну роль').waitFor()
    await look('after, a colleague all wrong')
    await page.locator('input[name=name]').fill('Учителева Мария Олеговна')
    await page.locator('input[name=login]').fill('uchiteleva')
    await page.getByLabel('классный руководитель').check()
    await add.click()
    const link = page.getByText(/password\?school=/)
    await link.waitFor()
    await look('after')
    const answer = await page.request.get(await link.innerText())
    expect(answer.status()).toBe(200)
    for (const path of ['/overview', '/flags', '/duties', '/family', '/classes', '/imports', '/settings', '/monday']) {
      await page.goto(running.address + path)
      await look(path)
      expect((await page.locator('main').innerText()).length, path).toBeGreaterThan(40)
    }
    expect(faults).toEqual([])
    // No rule has looked at the school: its flags are not there to be shown, and the page says so.
    expect(visit.complaints.splice(0).filter((text) => !text.includes('409'))).toEqual([])
  }, 240_000)

  it('has no such link any more', async () => {
    const { page } = visit
    const answer = await page.request.get(
      `${running.address}/api/setup?key=${new URL(running.setup ?? '').search.slice(5)}`,
    )
    expect(answer.status()).toBe(404)
    await page.goto(running.setup ?? '')
    await page.getByRole('link', { name: 'Перейти к работе' }).waitFor()
    visit.complaints.splice(0)
  })
})
