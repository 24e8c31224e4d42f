import type { Page } from 'playwright-core'

/** Waits until nothing on the page waits for the server. The page's policy forbids to ask it by a script made of text. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
}
