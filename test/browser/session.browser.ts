import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { axe, overflow, settled, useBrowser } from './support/visit.ts'

const visit = useBrowser()
const phrase = 'зонтик чайник лампа'

const fine = async (page: Page, where: string) => {
  const wrong: unknown[] = []
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await settled(page)
    const [violations, wider] = [await axe(page), await overflow(page)]
    if (violations.length > 0 || wider > 0) wrong.push({ where, width, violations, wider })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  expect(wrong).toEqual([])
}

describe('a new colleague', () => {
  it('is added by the principal, sets a password by the link, turns two steps on and signs in by them', async () => {
    const page = await visit.as('director', '/settings?tab=people')
    await page.getByRole('button', { name: 'Добавить человека' }).click()
    await page.getByLabel('Фамилия, имя, отчество').fill('Новикова Дарья Олеговна')
    await page.getByRole('dialog').getByRole('button', { name: 'Добавить человека' }).click()
    const dialog = page.getByRole('dialog', { name: 'Новикова Дарья Олеговна' })
    await dialog.getByLabel('Роль').selectOption('secretary')
    await dialog.getByRole('button', { name: 'Дать роль' }).click()
    await dialog.getByText(/^секретарь, с /).waitFor()
    await dialog.getByLabel('Логин').fill('novikova.do')
    await dialog.getByRole('button', { name: 'Создать вход и приглашение' }).click()
    const link = await dialog.getByLabel('Ссылка').inputValue()
    await fine(page, 'a person')

    await page.context().clearCookies()
    await page.goto(link)
    await page.locator('input[autocomplete=new-password]').first().waitFor()
    await fine(page, 'a link')
    const set = async (password: string, again: string) => {
      await page.locator('input[autocomplete=new-password]').nth(0).fill(password)
      await page.locator('input[autocomplete=new-password]').nth(1).fill(again)
      await page.getByRole('button', { name: 'Сохранить пароль' }).click()
    }
    await set(phrase, 'другое')
    await page.getByText('Пароли не совпадают.').waitFor()
    await set(phrase, phrase)
    await page.getByRole('link', { name: 'Перейти ко входу' }).click()
    await enter(page)
    await page.waitForSelector('nav')

    await visit.open('/account')
    await page.getByRole('button', { name: 'Подключить' }).click()
    await page.getByAltText('QR-код для приложения').waitFor()
    await fine(page, 'two steps')
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '')
    await page.getByLabel('Код из приложения').fill(codeOf(secret, 0))
    await page.getByRole('button', { name: 'Подтвердить' }).click()
    await page.getByText('Вход в два шага подключён.').waitFor()

    await page.context().clearCookies()
    await visit.open('/')
    await enter(page)
    await page.getByLabel('Код из приложения').waitFor()
    await fine(page, 'the second step')
    await page.reload()
    // The next code: the first one was used.
    await page.getByLabel('Код из приложения').fill(codeOf(secret, 30))
    await page.keyboard.press('Enter')
    await page.waitForSelector('nav')
  }, 120_000)
})

async function enter(page: Page) {
  await page.locator('input[name=login]').fill('novikova.do')
  await page.locator('input[name=password]').fill(phrase)
  await page.keyboard.press('Enter')
}

/** A code by the clock of the server, which lives in another November; `later` in seconds. */
function codeOf(secret: string, later: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + inject('ahead') + later * 1_000,
  })
}
