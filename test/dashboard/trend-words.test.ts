import { join } from 'node:path'
import { expect, it } from 'vitest'

type Found = { rate: number; before: number | null; count: { met: number; of: number } | null }
type Words = { overview: { trend: { finding: (step: 'month' | 'week', period: string, found: Found) => string } } }
/** By a name that is not known beforehand: the pages have types of their own. */
const wordsOf = async (lang: string) =>
  ((await import(join(import.meta.dirname, `../../dashboard/words/${lang}/overview.ts`))) as Words).overview.trend

it('compares the shares of two periods as the table shows them', async () => {
  const [ru, en] = await Promise.all(['ru', 'en'].map(wordsOf))
  const risen = { rate: 0.956, before: 0.9549, count: null }
  expect(ru?.finding('month', 'октябрь', risen)).toContain('96 %, на 1 п. п. больше, чем месяцем раньше')
  expect(en?.finding('month', 'October', risen)).toContain('1 point more')
  const same = { rate: 0.9549, before: 0.9451, count: null }
  expect(ru?.finding('month', 'октябрь', same)).toContain('95 %, как и месяцем раньше')
})
