import { describe, expect, it } from 'vitest'
import { axe, overflow, useBrowser } from './support/visit.ts'

const visit = useBrowser()

/** Which screens a person of each role has, by the demo school's sign-ins. */
const screens: Readonly<Record<string, readonly string[]>> = {
  deputy: [
    '/overview',
    '/flags',
    '/duties',
    '/family',
    '/classes',
    '/regulation',
    '/imports',
    '/settings',
    '/account',
    '/waivers',
    '/interactions',
    '/monday',
  ],
  teacher: [
    '/my-class',
    '/my-class/review',
    '/flags',
    '/duties',
    '/family',
    '/interactions/new',
    '/regulation/II.10',
    '/regulation/rules/ATT-02',
  ],
  methodist: ['/regulation', '/flags'],
  secretary: ['/classes', '/imports'],
  admin: ['/settings', '/imports'],
}

describe('every screen of every role', () => {
  for (const [login, paths] of Object.entries(screens))
    it(`has no violation of accessibility and fits a phone: ${login}`, async () => {
      const page = await visit.as(login)
      const wrong: unknown[] = []
      for (const path of paths)
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 800 })
          await visit.open(path)
          const [violations, wider] = [await axe(page), await overflow(page)]
          if (violations.length > 0 || wider > 0) wrong.push({ path, width, violations, wider })
        }
      expect(wrong).toEqual([])
    }, 240_000)
})

/** What is tapped and is less than 44 px high; a link within a text is as high as the text. */
const lowTargets = `[...document.querySelectorAll(
  ':is(main, nav) :is(button, summary, select, input:not([type=checkbox], [type=radio], [type=hidden], [type=file], [aria-hidden=true]), [role=tab])'
)].filter((each) => each.checkVisibility()).map((each) => [each.outerHTML.slice(0, 160), each.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 43.5)`

describe('a finger on a phone', () => {
  for (const [login, paths] of Object.entries(screens))
    it(`finds everything at least 44 px high: ${login}`, async () => {
      const page = await visit.as(login)
      await page.setViewportSize({ width: 360, height: 800 })
      const low: unknown[] = []
      for (const path of paths) {
        await visit.open(path)
        const found = await page.evaluate<unknown[]>(lowTargets)
        if (found.length > 0) low.push({ path, found: found.slice(0, 5) })
      }
      expect(low).toEqual([])
    }, 240_000)
})

describe('the day that is looked at', () => {
  it('is written in words, typed in figures or words, and carried from page to page', async () => {
    const page = await visit.as('deputy', '/flags')
    const day = page.getByRole('banner').getByLabel('День')
    expect(await day.inputValue()).toBe('на 23 ноября, пн')
    await day.fill('20 октября')
    await page.keyboard.press('Enter')
    await page.getByText('Как было на 20 октября 2026').waitFor()
    expect(new URL(page.url()).searchParams.get('on')).toBe('2026-10-20')
    await page.getByRole('navigation').getByRole('link', { name: 'Классы' }).click()
    await page.waitForURL('**/classes?on=2026-10-20')
    await page.locator('main a[href^="/classes/"]').first().click()
    await page.waitForURL('**/classes/*on=2026-10-20')
    await page.getByRole('button', { name: 'Вернуться на сегодня' }).click()
    await page.getByText('показано то, что было известно').waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.has('on')).toBe(false)
    await day.fill('завтра')
    await page.keyboard.press('Enter')
    expect(await day.getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('Escape')
    expect(await day.inputValue()).toBe('на 23 ноября, пн')
  })

  it('is today where the address names no day, or one to come', async () => {
    const page = await visit.as('deputy')
    for (const on of ['abc', '2026-02-30', '2026-12-24', '2026-11-23']) {
      await visit.open(`/duties?on=${on}`)
      expect(await page.locator('h1').innerText()).toBe('Обязательства')
      expect(await page.getByText('показано то, что было известно').count()).toBe(0)
    }
  })
})

describe('an address that leads nowhere', () => {
  it('is told within the frame, with a title and a way home', async () => {
    const page = await visit.as('deputy', '/nowhere')
    expect(await page.locator('main h1').innerText()).toBe('Такой страницы нет')
    expect(await page.title()).toContain('Такой страницы нет')
    await page.locator('main').getByRole('link', { name: 'На первую страницу' }).click()
    await page.waitForURL('**/overview')
  })

  it('of a duty or a point has a heading too', async () => {
    const page = await visit.as('deputy')
    for (const path of ['/duties/nothing', '/regulation/IX.99']) {
      await visit.open(path)
      await page.getByRole('alert').waitFor()
      expect(await page.locator('main h1').count()).toBe(1)
      expect(await page.getByRole('button', { name: 'Повторить' }).count()).toBe(0)
    }
    visit.complaints.splice(0)
  })
})

describe('a connection that is lost', () => {
  it('is told at once, and leaves what was shown', async () => {
    const page = await visit.as('deputy', '/flags')
    await page.context().setOffline(true)
    await page.getByRole('navigation').getByRole('link', { name: 'Классы' }).click()
    await page
      .getByText(/Нет связи с сервером/)
      .first()
      .waitFor()
    await page.context().setOffline(false)
    visit.complaints.splice(0)
  })
})
