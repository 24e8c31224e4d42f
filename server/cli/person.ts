import type { Context, Option } from './command.ts'

/** Who gives a word that stays on record. */
export const byOption: Option = {
  type: 'string',
  hint: 'имя',
  words: {
    ru: 'чьё это решение; по умолчанию имя в операционной системе',
    en: 'whose decision it is; the name in the operating system by default',
  },
}

/** The person of the call as it stays on record: `--by`, else the account that ran the command. */
export function personOf({ options, io }: Context): string {
  const { by } = options
  if (typeof by === 'string' && by.trim() !== '') return by.trim()
  return io.env['USER'] ?? io.env['LOGNAME'] ?? io.env['USERNAME'] ?? 'reglament'
}
