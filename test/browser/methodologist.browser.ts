import { describe, expect, it } from 'vitest'
import { settled, useBrowser } from './support/visit.ts'

const visit = useBrowser()

describe('the regulation, read without a programmer', () => {
  it('begins a methodologist’s day: thirty points, what is in force', async () => {
    const page = await visit.as('methodist')
    expect(new URL(page.url()).pathname).toBe('/regulation')
    expect(await page.locator('main a[href^="/regulation/I"]').count()).toBeGreaterThanOrEqual(30)
  })

  it('leads from a point to its rule: sentences, parameters with dates, examples with verdicts, no JSON', async () => {
    const page = await visit.as('methodist', '/regulation/II.10')
    await page.locator('main a[href*="/regulation/rules/"]').first().click()
    await page.waitForURL('**/regulation/rules/*')
    await settled(page)
    await page
      .getByText(/учебн|дней|не менее|больше|меньше/)
      .first()
      .waitFor()
    const text = await page.locator('main').innerText()
    expect(text).not.toMatch(/greaterThan|lessThan|\{ ?"/)
  })

  it('meets no name of a pupil', async () => {
    const page = await visit.as('methodist', '/regulation/rules/ATT-02')
    expect(await page.locator('main a[href^="/pupils/"]').count()).toBe(0)
  })
})
