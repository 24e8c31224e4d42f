import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { openBrowser } from './browser.ts'
import { settled } from './settled.ts'

export { settled } from './settled.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export type Visit = {
  /** Signs in as one of the demo school's people and opens a page. */
  readonly as: (login: string, path?: string) => Promise<Page>
  readonly open: (path: string) => Promise<void>
  readonly page: Page
  /** Everything the console complained of since the last look. */
  readonly complaints: string[]
}

/** A browser for a file of tests; each test signs in anew. A complaint of the console fails the test that made it. */
export function useBrowser(): Visit {
  const origin = inject('origin')
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []
  beforeAll(async () => {
    context = await openBrowser()
    page = await context.newPage()
    page.on('console', (message) => {
      // Signing in begins with a question that is answered "nobody".
      if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
  })
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await context.close()
  })
  const settle = async () => {
    await page.waitForLoadState('networkidle')
    await settled(page)
  }
  const open = async (path: string) => {
    await page.goto(origin + path)
    await settle()
  }
  return {
    get page() {
      return page
    },
    complaints,
    open,
    as: async (login, path = '/') => {
      await context.clearCookies()
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(origin)
      await page.locator('input[name=login]').fill(login)
      await page.locator('input[name=password]').fill('demo')
      await page.keyboard.press('Enter')
      await page.waitForSelector('nav')
      if (path !== '/') await page.goto(origin + path)
      await settle()
      return page
    },
  }
}

type Violation = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }

/** What axe finds wrong with the page as it stands. */
export async function axe(page: Page): Promise<{ id: string; impact: string; where: string[] }[]> {
  await page.evaluate(axeSource)
  const found = await page.evaluate<Violation[]>(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )
  return found.map(({ id, impact, nodes }) => ({
    id,
    impact,
    where: nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${html.slice(0, 160)} – ${failureSummary.slice(0, 200)}`),
  }))
}

/** How many pixels the page is wider than its screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
}
