import { existsSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import { builtFolder } from '../server/http/page.ts'
import { openBrowser } from '../test/browser/support/browser.ts'
import { startProduct } from '../test/browser/support/product.ts'
import { settled } from '../test/browser/support/settled.ts'

// How much does a browser fetch before the first page stands, with nothing in its cache (at most 350 KB), is the code of charts
// fetched only where charts are, and how long does a change of page take (recorded)? The built pages over the demo school.
const limit = 350_000
const rounds = process.argv.includes('--short') ? 3 : 9

/** Screens between which people go, those with charts and those without. */
const screens = ['/overview', '/duties', '/flags', '/classes', '/regulation']

async function main(): Promise<void> {
  if (!existsSync(builtFolder)) throw new Error('The pages are not built. Run: npm run build')
  const { origin, stop } = await startProduct()
  try {
    const board = await firstPage(origin, 'deputy', '/overview')
    const list = await firstPage(origin, 'teacher', '/my-class')
    console.log(
      `first page of the administration, cold: ${kilobytes(board.bytes)} in ${board.files} files (limit 350 KB)`,
    )
    console.log(
      `first page of a class teacher, cold:    ${kilobytes(list.bytes)} in ${list.files} files (limit 350 KB)`,
    )
    const isLazy = list.charts === 0 && board.charts > 0
    console.log(`code of charts: ${board.charts} file on the board, ${list.charts} on the class teacher's list`)
    await pageChanges(origin)
    if (board.bytes > limit || list.bytes > limit || !isLazy) process.exitCode = 1
  } finally {
    await stop()
  }
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} KB`

type Fetched = { bytes: number; files: number; charts: number }

/** Signs in, then opens the page in a browser that has nothing: what counts is what came over the wire. */
async function firstPage(origin: string, login: string, path: string): Promise<Fetched> {
  const context = await openBrowser()
  try {
    const page = await context.newPage()
    await signIn(page, origin, login)
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.clearBrowserCache')
    const fetched = watch(session)
    await page.goto(origin + path)
    await settle(page)
    return fetched
  } finally {
    await context.close()
  }
}

function watch(session: CDPSession): Fetched {
  const fetched: Fetched = { bytes: 0, files: 0, charts: 0 }
  session.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.includes('chart-library')) fetched.charts += 1
  })
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    fetched.bytes += encodedDataLength
    fetched.files += 1
  })
  return fetched
}

async function signIn(page: Page, origin: string, login: string): Promise<void> {
  await page.goto(origin)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('demo')
  await page.keyboard.press('Enter')
  await page.waitForSelector('nav')
  await settle(page)
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await settled(page)
}

/** From the click on the menu until the heading of the new page stands and nothing waits. */
async function pageChanges(origin: string): Promise<void> {
  const context = await openBrowser()
  try {
    const page = await context.newPage()
    await signIn(page, origin, 'deputy')
    const times = new Map<string, number[]>()
    for (let round = 0; round < rounds; round++)
      for (const path of screens) {
        const link = page.locator(`nav a[href^="${path}"]`)
        const start = performance.now()
        await link.click()
        await page.waitForURL(`**${path}`)
        await settled(page)
        times.set(path, [...(times.get(path) ?? []), performance.now() - start])
      }
    for (const [path, own] of times) {
      const sorted = own.toSorted((one, other) => one - other)
      const [first = 0] = own
      console.log(
        `${path.padEnd(12)} first ${first.toFixed(0).padStart(5)} ms   median ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0).padStart(5)} ms`,
      )
    }
  } finally {
    await context.close()
  }
}

await main()
