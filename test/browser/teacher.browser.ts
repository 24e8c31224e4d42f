import { describe, expect, it } from 'vitest'
import { overflow, useBrowser } from './support/visit.ts'

const visit = useBrowser()
const phone = { width: 360, height: 780 }

describe('job 1: who needs me this week and why?', () => {
  it('lists flags by level with numbers, since when, points, one next step and its day', async () => {
    const started = performance.now()
    const page = await visit.as('teacher')
    expect(new URL(page.url()).pathname).toBe('/my-class')
    expect(performance.now() - started).toBeLessThan(30_000)
    const cards = page.locator('main article')
    expect(await cards.count()).toBeGreaterThan(0)
    const undecided = cards.filter({ has: page.getByRole('button', { name: 'Беру в работу' }) })
    for (const text of await undecided.allInnerTexts()) {
      expect(text).toMatch(/\d/)
      expect(text).toMatch(/с \d{1,2} [а-я]+/)
      expect(text).toMatch(/п\. [IV]+\.\d+/)
      // A decision asked for anew has no day that anybody required.
      const hasDay = /→[\s\S]*(сегодня|(до|срок был) [а-я]{2}, \d\d\.\d\d)/.test(text)
      expect([text, hasDay]).toEqual([text, !text.includes('Решение нужно снова')])
    }
  })

  it('puts the flags of one pupil into one card, each with its own facts and its own why', async () => {
    const page = await visit.as('teacher')
    await page.setViewportSize(phone)
    await page.getByRole('button', { name: /^В работе: \d+/ }).click()
    expect(await overflow(page)).toBe(0)
    const flags = await page.locator('main article').count()
    const waiting = page.locator('section[aria-labelledby=class-flags] [role=group]')
    let gathered = 0
    for (const card of await waiting.filter({ has: page.locator('article') }).all()) {
      const own = await card.locator('article').count()
      expect(own).toBeGreaterThan(1)
      expect(await card.locator('a[href^="/pupils/"]').count()).toBe(1)
      expect(await card.getByRole('button', { name: /^почему/ }).count()).toBe(own)
      gathered += own
    }
    expect(gathered).toBeGreaterThan(0)
    expect(gathered).toBeLessThanOrEqual(flags)
  })

  it('takes a flag up in two taps on a phone: the duty turns, the step can be taken back', async () => {
    const page = await visit.as('teacher')
    await page.setViewportSize(phone)
    await visit.open('/my-class')
    expect(await overflow(page)).toBe(0)
    const card = page
      .locator('main article')
      .filter({ has: page.getByRole('button', { name: 'Беру в работу' }) })
      .first()
    const name = (await card.getAttribute('aria-label')) ?? ''
    await card.getByRole('button', { name: 'Беру в работу' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox').first().check()
    await dialog.getByRole('button', { name: 'Беру в работу' }).click()
    await page
      .getByText(/взято в работу/)
      .first()
      .waitFor()
    // What is decided is folded away until it is asked for.
    const same = page.locator(`main article[aria-label="${name}"]`)
    await same.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: /^В работе: \d+/ }).click()
    await same
      .getByText(/Записано|В работе с/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Отменить', exact: true }).first().click()
    await same.getByRole('button', { name: 'Беру в работу' }).waitFor()
  })

  it('gives the focus to the next card that waits once a decision took one away, by keyboard alone', async () => {
    const page = await visit.as('teacher')
    const waiting = page.locator('main article').filter({ has: page.getByRole('button', { name: 'Беру в работу' }) })
    const ids = await Promise.all((await waiting.all()).map((card) => card.getAttribute('id')))
    expect(ids[0]).toMatch(/^flag-\d+$/)
    await waiting.first().getByRole('button', { name: 'Беру в работу' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox').first().focus()
    await page.keyboard.press('Space')
    await dialog.getByRole('button', { name: 'Беру в работу' }).focus()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const focused = "document.activeElement.closest('article')?.id ?? document.activeElement.id"
    await expect.poll(() => page.evaluate<string>(focused)).toBe(ids[1] ?? 'class-flags')
    await page.getByRole('button', { name: 'Отменить', exact: true }).first().click()
    await page.locator(`#${ids[0]}`).getByRole('button', { name: 'Беру в работу' }).waitFor()
  })

  it('says where decisions wait instead of calling all done', async () => {
    const page = await visit.as('teacher')
    const waiting = page.locator('main article').filter({ has: page.getByRole('button', { name: 'Беру в работу' }) })
    const count = await waiting.count()
    expect(count).toBeGreaterThan(0)
    const told = await page.locator('section[aria-labelledby=my-duties]').innerText()
    expect(told).toContain(`Решения по сигналам – в карточках ниже: ${count}`)
    expect(told).not.toContain('всё сделано')
  })

  it('dismisses only with a reason, and keeps what was typed', async () => {
    const page = await visit.as('teacher')
    const card = page
      .locator('main article')
      .filter({ has: page.getByRole('button', { name: 'Отклонить…' }) })
      .first()
    const name = (await card.getAttribute('aria-label')) ?? ''
    await card.getByRole('button', { name: 'Отклонить…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Заметка (необязательно)').fill('Болел, справка будет')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await dialog.getByText('Выберите причину.').waitFor()
    expect(await dialog.getByLabel('Заметка (необязательно)').inputValue()).toBe('Болел, справка будет')
    await dialog.getByRole('radio').first().check()
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await page
      .getByText(/сигнал отклонён/)
      .first()
      .waitFor()
    await page.locator(`main article[aria-label="${name}"]`).first().waitFor({ state: 'detached' })
  })

  it('tells the whole why: thresholds with days, records, what would clear it', async () => {
    const page = await visit.as('teacher')
    await page.getByRole('button', { name: /^В работе: \d+/ }).click()
    const card = page.locator('main article').filter({ hasText: 'порог' }).first()
    await card.getByText('почему?').click()
    await card.getByText('Всё о сигнале: пороги, записи, история').click()
    await page.waitForURL('**/flags/*')
    // The card left behind says the same of clearing: the page stands when its history does.
    await page.getByRole('heading', { name: 'История' }).waitFor()
    await page
      .getByText(/Сигнал снимется/)
      .first()
      .waitFor()
    expect(await page.locator('main').innerText()).toMatch(/порог/i)
  })
})

describe('the day of a class on a phone', () => {
  it('tells what is due before the flags, by the title of its point', async () => {
    const page = await visit.as('teacher')
    await page.setViewportSize(phone)
    await visit.open('/my-class')
    const headings = await page.locator('main h2').allInnerTexts()
    const placeOf = (start: string) => headings.findIndex((text) => text.startsWith(start))
    expect(placeOf('Мои обязательства')).toBeLessThan(placeOf('Сигналы'))
    expect(await page.locator('section[aria-labelledby=my-duties]').innerText()).not.toMatch(/[IV]+\.\d+ Хотя бы раз/)
  })
})

describe('job 2: reasons of absence', () => {
  it('takes one tap on a phone and no typing; the word stays, and can be taken back', async () => {
    const page = await visit.as('teacher')
    await page.setViewportSize(phone)
    await visit.open('/my-class')
    const reasons = page.getByRole('group', { name: /^Причина:/ }).first()
    const tap = reasons.getByRole('button', { name: /болезнь/ })
    const box = await tap.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    await tap.click()
    await page.locator('[aria-pressed=true]').first().waitFor()
    await visit.open('/my-class')
    const kept = page
      .getByRole('group', { name: /^Причина:/ })
      .first()
      .getByRole('button', { name: /болезнь/ })
    expect(await kept.getAttribute('aria-pressed')).toBe('true')
    await kept.click()
    await page.locator('[aria-pressed=true]').first().waitFor({ state: 'detached' })
  })
})

describe('job 3: the biweekly review', () => {
  it('asks for one answer a case on one screen and closes II.10, by keyboard alone', async () => {
    const page = await visit.as('teacher', '/my-class/review')
    const groups = page.getByRole('radiogroup')
    const count = await groups.count()
    for (let no = 0; no < count; no++) {
      await groups.nth(no).getByRole('radio').nth(1).focus()
      await page.keyboard.press('Space')
    }
    const send = page.getByRole('button', { name: /Записать обзор|Обзор проведён, случаев нет/ })
    await send.focus()
    await page.keyboard.press('Enter')
    await page.getByText('Обзор записан').first().waitFor()
    await visit.open('/my-class')
    expect(await page.locator('main').innerText()).toMatch(/II\.10[\s\S]*выполнено|Обзор за сегодня записан/)
  })
})
