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
