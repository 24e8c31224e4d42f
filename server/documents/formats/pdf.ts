import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import htmlToPdfmake from 'html-to-pdfmake'
import pdfmake from 'pdfmake'
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { parserWindow } from './dom.ts'

export type Paper = {
  readonly html: string
  readonly title: string
  readonly lang: 'ru' | 'en'
  /** The line at the foot of every page; the number of the page is put beside it. */
  readonly foot: string
  readonly pageText: (page: number, pages: number) => string
  readonly madeAt: Date
  readonly isWide?: boolean
  /** Points; 9 where nothing is said. */
  readonly fontSize?: number
}

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/pt-sans/package.json'))

pdfmake.setFonts({
  'PT Sans': {
    normal: join(fonts, '400Regular/PTSans_400Regular.ttf'),
    bold: join(fonts, '700Bold/PTSans_700Bold.ttf'),
    italics: join(fonts, '400Regular_Italic/PTSans_400Regular_Italic.ttf'),
    bolditalics: join(fonts, '700Bold_Italic/PTSans_700Bold_Italic.ttf'),
  },
})
// Nothing is fetched, and of the disk the fonts alone are read.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(fonts))

/** Thin lines between rows, a heavier one under the head: prints well in black and white. */
const ruled: CustomTableLayout = {
  hLineWidth: (line, node) => (line === (node.table.headerRows ?? 0) && line > 0 ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: () => '#555555',
  paddingLeft: (column) => (column === 0 ? 0 : 4),
  paddingRight: () => 4,
  paddingTop: () => 2,
  paddingBottom: () => 2,
}
const boxed: CustomTableLayout = { ...ruled, vLineWidth: () => 0.4, vLineColor: () => '#555555', paddingLeft: () => 3 }
const plain: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 10),
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
}
pdfmake.setTableLayouts({ ruled, boxed, plain })

const defaultStyles = {
  h1: { fontSize: 14, bold: true, marginBottom: 2 },
  h2: { fontSize: 10.5, bold: true, marginTop: 7, marginBottom: 2 },
  p: { margin: [0, 0, 0, 2] },
  ul: { margin: [2, 0, 0, 2] },
  table: { marginBottom: 2 },
  th: { bold: true, fillColor: '' },
}

/** One A4 after another, black on white, with the fonts that come with the program. */
export async function pdfOf(paper: Paper): Promise<Uint8Array> {
  const content = htmlToPdfmake(paper.html, { window: parserWindow, defaultStyles, removeExtraBlanks: true }) as Content
  const definition: TDocumentDefinitions = {
    content,
    pageSize: 'A4',
    pageOrientation: paper.isWide === true ? 'landscape' : 'portrait',
    pageMargins: [40, 34, 34, 40],
    defaultStyle: { font: 'PT Sans', fontSize: paper.fontSize ?? 9, lineHeight: 1.08 },
    language: paper.lang,
    info: { title: paper.title, creationDate: paper.madeAt, modDate: paper.madeAt, producer: 'Reglament' },
    footer: (page, pages) => footOf(paper, page, pages),
  }
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
}

function footOf({ foot, pageText }: Paper, page: number, pages: number): Content {
  return {
    margin: [40, 12, 34, 0],
    fontSize: 7.5,
    columns: [
      { text: foot, width: '*' },
      { text: pageText(page, pages), width: 70, alignment: 'right' },
    ],
  }
}

/** How many pages a PDF has. */
export function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  )
}
