import { describe, expect, it } from 'vitest'
import { useBrowser } from './support/visit.ts'

const visit = useBrowser()

describe('job 9: dynamics of family relations', () => {
  it('compares the waves of the school in figures with a finding and a table each', async () => {
    const page = await visit.as('deputy', '/family')
    const figures = page.locator('main figure')
    expect(await figures.count()).toBeGreaterThan(1)
    for (const figure of await figures.all()) {
      expect((await figure.locator('figcaption').innerText()).length).toBeGreaterThan(20)
      expect(await figure.locator('table').count()).toBeGreaterThan(0)
    }
  })

  it('shows a class teacher the own class alone, and a label on no family', async () => {
    const page = await visit.as('teacher', '/family')
    const text = await page.locator('main').innerText()
    expect(text).toContain('7Б')
    expect(text).not.toMatch(/\b(8[АБВГ]|5[АБВГ])\b/)
    expect(text.toLowerCase()).not.toContain('риск')
  })
})
