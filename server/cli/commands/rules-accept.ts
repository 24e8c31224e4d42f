import { Type } from 'typebox'
import { inSchool } from '../../database/school.ts'
import { acceptRules } from '../../rules/rules.ts'
import { usage } from '../arguments.ts'
import { type Context, command } from '../command.ts'
import { byOption, personOf } from '../person.ts'
import { type Refreshment, refreshLines, refreshSchool, refreshShape } from '../refreshment.ts'

type Answer = { hash: string; by: string; reason: string; refresh: Refreshment }

export const rulesAcceptCommand = command<Answer>({
  name: 'rules accept',
  summary: {
    ru: 'Принять правила, которые ждут решения',
    en: 'Accept the rules that wait for a decision',
  },
  positionals: [],
  options: {
    reason: {
      type: 'string',
      hint: 'текст',
      words: { ru: 'почему их можно принять (обязательно)', en: 'why they may be accepted (required)' },
    },
    by: byOption,
  },
  needs: 'school',
  shape: Type.Object({
    hash: Type.String({ description: 'хеш принятой редакции. Hash of the accepted edition' }),
    by: Type.String(),
    reason: Type.String(),
    refresh: refreshShape,
  }),
  run: async (context) => {
    const by = { person: personOf(context), reason: reasonOf(context), now: context.knownAt }
    const { hash } = await inSchool(context.db, context.school.id, (trx) => acceptRules(trx, context.school.id, by))
    const answer = { hash, by: by.person, reason: by.reason, refresh: await refreshSchool(context) }
    return { code: 0, answer }
  },
  print: ({ hash, by, refresh }, lang) => [
    lang === 'ru'
      ? `Редакция правил ${hash.slice(0, 12)} принята (${by}).`
      : `Edition ${hash.slice(0, 12)} of the rules is accepted (${by}).`,
    ...refreshLines(refresh, lang),
  ],
})

function reasonOf({ options }: Context): string {
  const { reason } = options
  if (typeof reason !== 'string' || reason.trim() === '')
    throw usage((words) => words.missingArgument('--reason', 'rules accept'))
  return reason.trim()
}
