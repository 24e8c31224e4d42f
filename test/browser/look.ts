/**
 * Takes pictures of screens as people see them, for looking at: `node test/browser/look.ts <origin> <login> <folder> <path>…`.
 * Each path is taken at 1440 and 360 px, whole; problems of the page's console are told.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBrowser } from './support/browser.ts'

const [origin = 'http://localhost:3000', login = 'deputy', folder = 'tmp', ...paths] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const context = await openBrowser()
const page = await context.newPage()
page.on('console', (message) => {
  if (message.type() === 'error') console.log(`console: ${message.text()}`)
})
page.on('pageerror', (error) => console.log(`page error: ${error.message}`))
await page.goto(origin)
await page.getByLabel('Логин').fill(login)
await page.locator('input[name=password]').fill('demo')
await page.keyboard.press('Enter')
await page.waitForSelector('nav')
for (const path of paths)
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: width === 360 ? 780 : 900 })
    await page.goto(`${origin}${path}`)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(400)
    const file = join(folder, `${login}${path.replaceAll(/[^\wа-яё]+/gi, '-')}-${width}.png`)
    await page.screenshot({ path: file, fullPage: true })
    const over = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    console.log(`${file}${over > 0 ? `  !! ${over} px wider than the screen` : ''}`)
  }
await context.close()
