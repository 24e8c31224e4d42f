type Say = { unknown: string; on: (browser: string, system: string) => string }

// In this order: every browser names those before it that it is like.
const browsers: readonly [RegExp, string][] = [
  [/YaBrowser/, 'Yandex Browser'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox/, 'Firefox'],
  [/Chrome/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** Browser and system of a user agent, as a person would name them. */
export function deviceOf(agent: string | null, say: Say): string {
  const find = (known: readonly [RegExp, string][]) => known.find(([mark]) => mark.test(agent ?? ''))?.[1]
  const [browser, system] = [find(browsers), find(systems)]
  if (browser !== undefined && system !== undefined) return say.on(browser, system)
  return browser ?? system ?? say.unknown
}
