import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import type { MessageValues } from '../../domain/explain/message.ts'
import {
  type Both,
  dayFull,
  dayNumbers,
  dayShort,
  dayText,
  type Lang,
  rateText,
  reportsFolder,
  sayIn,
} from './words.ts'

type Context = {
  readonly data: { readonly root: { readonly lang: Lang; readonly on?: string } }
  readonly hash: MessageValues
}

const engine = Handlebars.create()
const lang = ({ data }: Context): Lang => data.root.lang
/** The day that the document looks at. */
const on = ({ data }: Context): string | undefined => data.root.on

engine.registerHelper({
  say: (name: string, context: Context) => sayIn(lang(context), name, context.hash),
  text: (both: Both, context: Context) => both[lang(context)],
  day: (iso: string, context: Context) => dayText(iso, lang(context), on(context)),
  dayFull: (iso: string, context: Context) => dayFull(iso, lang(context)),
  dayShort: (iso: string, context: Context) => dayShort(iso, lang(context), on(context)),
  dayNumbers: (iso: string) => dayNumbers(iso),
  // Unknown is a dash, nought is nought.
  dash: (value: number | null) => (value === null ? '–' : String(value)),
  rate: (k: number, n: number, context: Context) => rateText(k, n, lang(context)),
  join: (items: readonly string[]) => items.join(', '),
  next: (index: number) => index + 1,
})

const templates = new Map<string, ReturnType<typeof engine.compile>>()
for (const file of readdirSync(reportsFolder).filter((name) => name.endsWith('.hbs'))) {
  const name = file.slice(0, -4)
  const text = readFileSync(join(reportsFolder, file), 'utf8')
  if (name.startsWith('_')) engine.registerPartial(name.slice(1), text)
  else templates.set(name, engine.compile(text, { strict: true }))
}

/** Names of the documents under `reports/`. */
export const templateNames: readonly string[] = [...templates.keys()]

/** A document as HTML. Throws where the content lacks what the template names: no document has a hole. */
export function render(name: string, lang: Lang, content: object): string {
  const template = templates.get(name)
  if (!template) throw new RangeError(`No template ${name}`)
  return template({ ...content, lang })
}
