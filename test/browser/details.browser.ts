import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axe, overflow, settled, useBrowser } from './support/visit.ts'

const visit = useBrowser()

/** What is wrong with the page as it stands, on a wide screen and on a phone, light and dark. */
async function faultsOf(page: Page): Promise<unknown[]> {
  const faults: unknown[] = []
  const path = new URL(page.url()).pathname
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1440, 360]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      await page.waitForTimeout(200)
      const [violations, wider] = [await axe(page), await overflow(page)]
      if (violations.length > 0 || wider > 0) faults.push({ path, colorScheme, width, violations, wider })
    }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1440, height: 900 })
  return faults
}

/** Opens what the first link of a page leads to, that fits. */
async function follow(page: Page, from: string, link: string): Promise<void> {
  await visit.open(from)
  const first = page.locator(`main ${link}`).first()
  await first.waitFor({ state: 'attached' })
  await visit.open(new URL((await first.getAttribute('href')) ?? '', page.url()).pathname)
  await settled(page)
}

const details: readonly { who: string; from: string; link: string }[] = [
  { who: 'deputy', from: '/duties', link: 'a[href^="/duties/"]' },
  { who: 'deputy', from: '/flags', link: 'a[href^="/flags/"]' },
  { who: 'teacher', from: '/my-class', link: 'a[href^="/pupils/"]' },
  { who: 'deputy', from: '/classes', link: 'a[href^="/classes/"]:not([href$="roll-over"])' },
  { who: 'deputy', from: '/interactions', link: 'a[href^="/interactions/"]' },
]

describe('pages of one thing', () => {
  for (const { who, from, link } of details)
    it(`are read by everybody, light and dark: ${link} as ${who}`, async () => {
      const page = await visit.as(who)
      await follow(page, from, link)
      expect(await faultsOf(page)).toEqual([])
    }, 120_000)

  it('so is the way in', async () => {
    const page = await visit.as('deputy')
    await page.context().clearCookies()
    await visit.open('/')
    expect(await faultsOf(page)).toEqual([])
  }, 120_000)

  it('so is the roll-over, so are the tabs of the settings, so is a figure in the past', async () => {
    const page = await visit.as('deputy')
    const faults: unknown[] = []
    for (const path of ['/classes/roll-over', '/overview?on=2026-10-20']) {
      await visit.open(path)
      faults.push(...(await faultsOf(page)))
    }
    await visit.open('/settings')
    const tabs = page.getByRole('tab')
    for (let no = 0; no < (await tabs.count()); no++) {
      await tabs.nth(no).click()
      await settled(page)
      faults.push(...(await faultsOf(page)))
    }
    expect(faults).toEqual([])
  }, 300_000)

  it('a dialog takes the focus, is left by Escape, and gives it back', async () => {
    const page = await visit.as('teacher')
    const open = page.getByRole('button', { name: 'Беру в работу' }).first()
    await open.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await page.locator(':focus').innerText()).toBe('Беру в работу')
  })
})
