import { describe, expect, it } from 'vitest'
import { axe, overflow, useBrowser } from './support/visit.ts'

const visit = useBrowser()

/** Which screens a person of each role has, by the demo school's sign-ins. */
const screens: Readonly<Record<string, readonly string[]>> = {
  deputy: ['/overview', '/flags', '/duties', '/family', '/classes', '/regulation', '/imports', '/settings', '/account'],
  teacher: ['/my-class', '/flags', '/duties', '/family', '/classes', '/regulation'],
  methodist: ['/regulation', '/flags'],
  secretary: ['/classes', '/imports'],
  admin: ['/settings', '/imports'],
}

describe('every screen of every role', () => {
  for (const [login, paths] of Object.entries(screens))
    it(`has no violation of accessibility and fits a phone: ${login}`, async () => {
      const page = await visit.as(login)
      for (const path of paths)
        for (const width of [1440, 360]) {
          await page.setViewportSize({ width, height: 800 })
          await visit.open(path)
          expect({ path, width, violations: await axe(page) }).toEqual({ path, width, violations: [] })
          expect({ path, width, overflow: await overflow(page) }).toEqual({ path, width, overflow: 0 })
        }
    })
})
