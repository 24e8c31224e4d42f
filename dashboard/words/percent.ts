const formats = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') }

/** A whole number grouped as people read it: «2 119». */
export function grouped(lang: 'ru' | 'en', n: number): string {
  return formats[lang].format(n)
}

/** A share in whole percent; never 100 while one is missing, never 0 while there is one. */
export function percentText(lang: 'ru' | 'en', share: number): string {
  const whole = wholeOf(share)
  const said = share < 1 && whole === 100 ? '> 99' : share > 0 && whole === 0 ? '< 1' : String(whole)
  return lang === 'ru' ? `${said} %` : `${said.replace(' ', '')}%`
}

/** Percent points from one share to another as both are shown: the reader subtracts what stands there. */
export function pointsBetween(before: number, share: number): number {
  return wholeOf(share) - wholeOf(before)
}

function wholeOf(share: number): number {
  return Math.round(share * 100)
}
