import { pagesOf, pdfOf } from '../formats/pdf.ts'
import { render } from '../formats/template.ts'
import { instantText, type Lang, sayIn } from '../formats/words.ts'
import type { Made } from './ground.ts'

export type Sheet = {
  readonly template: string
  readonly title: string
  readonly isWide?: boolean
  readonly fontSize?: number
}

/** A document on paper: the content in its template, with who made it and when at the foot. */
export function printed(sheet: Sheet, content: object, lang: Lang, made: Made): Promise<Uint8Array> {
  const at = new Date(made.at)
  const madeText = instantText(at, lang, made.timeZone)
  return pdfOf({
    ...sheet,
    html: render(sheet.template, lang, { ...content, school: made.school }),
    lang,
    foot: sayIn(lang, 'common.made', { school: made.school, at: madeText, by: made.by }),
    pageText: (page, pages) => sayIn(lang, 'common.page', { page, pages }),
    madeAt: at,
  })
}

/** The first of several contents, from roomy to tight, that fits one sheet; the last one where none does. */
export async function fitted(
  sheet: Sheet,
  tries: readonly { readonly content: object; readonly fontSize?: number }[],
  lang: Lang,
  made: Made,
): Promise<Uint8Array> {
  const print = ({ content, fontSize }: (typeof tries)[number]) =>
    printed({ ...sheet, ...(fontSize !== undefined && { fontSize }) }, content, lang, made)
  for (const each of tries.slice(0, -1)) {
    const pdf = await print(each)
    if (pagesOf(pdf) === 1) return pdf
  }
  return print(tries.at(-1) ?? { content: {} })
}
