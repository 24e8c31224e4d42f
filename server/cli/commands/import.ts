import { basename, dirname, join, relative, resolve } from 'node:path'
import { isoOf, parseDay } from '../../domain/day.ts'
import { type ImportOptions, planImport, runImport } from '../../imports/imports.ts'
import { usage } from '../arguments.ts'
import { command, type SchoolContext } from '../command.ts'
import { type ImportAnswer, importLines, importShape } from '../imported.ts'
import { byOption, personOf } from '../person.ts'
import { refreshSchool } from '../refreshment.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'

const words = (key: keyof typeof ru.importing.options) => ({
  ru: ru.importing.options[key],
  en: en.importing.options[key],
})

export const importCommand = command<ImportAnswer>({
  name: 'import',
  summary: { ru: 'Загрузить выгрузку электронного журнала', en: 'Load an export of the school’s system' },
  positionals: [{ name: 'path', required: true, words: words('path') }],
  options: {
    profile: { type: 'string', hint: 'id', words: words('profile') },
    'dry-run': { type: 'boolean', words: words('dryRun') },
    force: { type: 'boolean', words: words('force') },
    pupil: { type: 'string', hint: 'код', words: words('pupil') },
    'exported-on': { type: 'string', hint: 'D', words: words('exportedOn') },
    'close-missing': { type: 'boolean', words: words('closeMissing') },
    covers: { type: 'string', hint: 'who', words: words('covers') },
    'covers-from': { type: 'string', hint: 'D', words: words('coversFrom') },
    'covers-to': { type: 'string', hint: 'D', words: words('coversTo') },
    refused: { type: 'string', hint: 'file', words: words('refused') },
    by: byOption,
  },
  needs: 'school',
  shape: importShape,
  run: async (context) => {
    const path = resolve(context.io.cwd, context.positionals[0] ?? '')
    const options = optionsOf(context, path)
    const run = options.dryRun ? planImport : runImport
    const { importId = null, refusedFile, ...result } = await run(context.db, context.school.id, path, options)
    // A file that told nothing new leaves flags and duties as they are.
    const refresh = importId === null ? null : await refreshSchool(context)
    const rest = refusedFile === undefined ? null : relative(context.io.cwd, refusedFile)
    return { code: result.refusedCount > 0 ? 1 : 0, answer: { ...result, importId, refusedFile: rest, refresh } }
  },
  print: importLines,
})

function optionsOf(context: SchoolContext, path: string): ImportOptions {
  const { options, io } = context
  const { profile, pupil, refused } = options
  if (typeof profile !== 'string') throw usage((words) => words.importing.whichProfile)
  const exportedOn = dayOption(context, 'exported-on')
  const covers = coversOf(context)
  return {
    // A profile of one's own is named by its path, as the person stands.
    profile: /[\\/]|\.json$/.test(profile) ? resolve(io.cwd, profile) : profile,
    asOf: isoOf(context.asOf),
    dryRun: options['dry-run'] === true,
    force: options['force'] === true,
    closeMissing: options['close-missing'] === true,
    author: personOf(context),
    // A dry run writes nothing, not even what it refuses.
    ...(options['dry-run'] !== true && {
      refusedFile: typeof refused === 'string' ? resolve(io.cwd, refused) : refusedBeside(path),
    }),
    rulesFolder: context.rulesFolder,
    onProgress: counter(context),
    ...(typeof pupil === 'string' && { pupil }),
    ...(exportedOn !== undefined && { exportedOn }),
    ...(covers && { covers }),
  }
}

/** Beside the source, never inside it: the next import of the folder must not read it. */
function refusedBeside(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.\w{1,5}$/, '')}.refused.csv`)
}

function dayOption({ options }: SchoolContext, name: string): string | undefined {
  const value = options[name]
  if (typeof value !== 'string') return undefined
  const day = parseDay(value)
  if (day === undefined) throw usage((words) => words.badDay(value))
  return isoOf(day)
}

const whom = ['school', 'classes', 'students', 'nobody'] as const

function coversOf(context: SchoolContext): ImportOptions['covers'] {
  const named = context.options['covers']
  const who = whom.find((each) => each === named)
  if (named !== undefined && who === undefined) throw usage((words) => words.importing.badCovers(String(named)))
  const from = dayOption(context, 'covers-from')
  const to = dayOption(context, 'covers-to')
  if (!who && !from && !to) return undefined
  return { ...(who && { who }), ...(from && { from }), ...(to && { to }) }
}

/** Rows read so far; how many there will be is known only at the end. */
function counter({ progress }: SchoolContext): (rows: number) => void {
  let read = 0
  return (rows) => {
    read += rows
    progress(read, read, { ru: ru.importing.reading, en: en.importing.reading })
  }
}
