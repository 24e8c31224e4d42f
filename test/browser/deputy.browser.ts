import { describe, expect, it } from 'vitest'
import { settled, useBrowser } from './support/visit.ts'

const visit = useBrowser()

const numberIn = (text: string | null) => Number(/\d[\d\s]*/.exec(text ?? '')?.[0].replaceAll(/\s/g, '') ?? Number.NaN)

describe('job 7: are we compliant, where not, what to do?', () => {
  it('shows on the first screen what burns, each with a sentence, a class and a day', async () => {
    const page = await visit.as('deputy')
    expect(new URL(page.url()).pathname).toBe('/overview')
    const tiles = page
      .getByRole('navigation', { name: 'Что требует внимания' })
      .or(page.getByLabel('Что требует внимания'))
    expect(await tiles.first().innerText()).toMatch(/Экстренные[\s\S]*Просрочено[\s\S]*Срок ≤ 7 дней/)
    expect(await page.locator('main').innerText()).toMatch(/По регламенту[\s\S]*Ритм школы/)
    expect(await page.locator('main').innerText()).toMatch(/исключено \d+[\s\S]*освобождено \d+[\s\S]*нет данных \d+/)
  })

  it('leads from every tile to a list as long as its figure', async () => {
    const page = await visit.as('deputy')
    const tiles = page.locator('a.tile[href^="/duties"]')
    const count = await tiles.count()
    expect(count).toBeGreaterThan(3)
    for (let no = 0; no < count; no++) {
      await visit.open('/overview')
      const tile = page.locator('a.tile[href^="/duties"]').nth(no)
      const figure = numberIn(await tile.innerText())
      await tile.click()
      await page.waitForURL('**/duties*')
      const said = await page.locator('main [aria-live=polite]').innerText()
      expect({ figure, said: /обязательств нет/.test(said) ? 0 : numberIn(said) }).toEqual({ figure, said: figure })
    }
  })

  it('leads from a cell by keyboard alone to the duty, its sentence and its evidence', async () => {
    const page = await visit.as('deputy')
    const cell = page.locator('table a[href^="/duties"]').first()
    await cell.focus()
    const name = (await cell.getAttribute('aria-label')) ?? ''
    expect(name).toMatch(/^\d{1,2}[А-Я], .*[IV]+\.\d+/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/duties?*')
    const first = page.locator('table.duty-rows tbody tr a').first()
    await first.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/duties/*')
    await settled(page)
    expect(await page.locator('main').innerText()).toMatch(/Пункт [IV]+\.\d+/)
  })

  it('keeps the weeks of a point and a term in the address, with figures that lead to their lists', async () => {
    const page = await visit.as('deputy', '/overview')
    await page.getByText('по неделям', { exact: true }).click()
    await page.waitForURL('**step=week*')
    const weeks = page.locator('figure').filter({ hasText: 'Динамика по неделям' })
    await weeks.getByLabel('Пункт').selectOption('III.3')
    await page.waitForURL('**point=III.3*')
    await page.getByLabel('Период', { exact: true }).selectOption({ label: 'I четверть (1–9 кл.)' })
    await page.waitForURL('**period=2026-09-01..2026-10-23*')
    await page.reload()
    await weeks.waitFor()
    for (const title of ['Динамика по неделям', 'Запас на год']) {
      await visit.open('/overview?step=week&point=III.3')
      const figure = page.locator('figure').filter({ hasText: title })
      await figure.locator('summary').click()
      const link = figure.locator('tbody a').last()
      const told = numberIn(await link.innerText())
      await link.click()
      await page.waitForURL('**/duties*')
      expect(numberIn(await page.locator('main [aria-live=polite]').innerText()), title).toBe(told)
    }
  })

  it('keeps apart what nobody required, and is never red for it', async () => {
    const page = await visit.as('deputy', '/overview')
    const reds = await page
      .locator('table a[aria-label*="не требовалось"], table [aria-label*="не требовалось"]')
      .allInnerTexts()
    for (const text of reds) expect(text).not.toMatch(/[!✕]/)
  })

  it('shows an earlier day as it was known then, marked, with nothing to change', async () => {
    const page = await visit.as('deputy', '/overview?on=2026-10-20')
    expect(await page.locator('main').innerText()).toContain('Как было на 20 октября 2026')
    const now = await page.locator('a.tile').allInnerTexts()
    await visit.open('/overview')
    expect(await page.locator('a.tile').allInnerTexts()).not.toEqual(now)
  })
})
