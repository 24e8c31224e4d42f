import type { Role } from '../access/access.ts'
import type { Setting, SettingUnit } from './setting.ts'

const kept = { ru: 'Записывается как решение школы.', en: 'Kept as the school’s decision.' }
const destroyed = {
  ru: 'Срок для акта об уничтожении. Сама программа ничего не удаляет.',
  en: 'The term for the act of destruction. The program itself deletes nothing.',
}
const usual = {
  ru: 'По номенклатуре дел школы; здесь – обычное значение.',
  en: 'By the school’s own list of files; the usual value is given.',
}

/** Where papers live and for how long what is kept (law 152-ФЗ, the school's own list of files). */
export function keeping(decides: readonly Role[]): Setting[] {
  return [papers, ...terms].map((setting) => ({ ...setting, group: 'keeping', decides }))
}

type Asked = Omit<Setting, 'group' | 'decides'>

const papers: Asked = {
  key: 'papersKept',
  title: { ru: 'Где хранятся подписанные бумаги', en: 'Where signed papers are kept' },
  hint: {
    ru: 'Программа готовит черновики и хранит сведения; подписанные документы обычно лежат в делах школы.',
    en: 'The program makes drafts and keeps facts; signed papers usually lie in the school’s files.',
  },
  acts: kept,
  kind: 'choice',
  options: [
    { value: 'outside', title: { ru: 'в делах школы или в СЭД', en: 'in the school’s files or document system' } },
    { value: 'both', title: { ru: 'в делах школы, здесь – копии', en: 'in the school’s files, copies here' } },
  ],
  fallback: 'outside',
}

const term = (key: string, unit: SettingUnit, fallback: number, ru: string, en: string): Asked => ({
  key,
  title: { ru, en },
  hint: usual,
  acts: destroyed,
  kind: 'number',
  unit,
  range: { from: 0, to: unit === 'days' ? 365 : 10 },
  fallback,
})

const terms: readonly Asked[] = [
  term(
    'keepRecordsYears',
    'years',
    1,
    'Отметки и пропуски – после учебного года',
    'Marks and absences, after the school year',
  ),
  term('keepFlagsYears', 'years', 1, 'Сигналы – после учебного года', 'Flags, after the school year'),
  term(
    'keepCasesDays',
    'days',
    30,
    'Случаи выбывшего ученика – после выбытия',
    'Cases of a pupil who left, after leaving',
  ),
  term('keepAuditYears', 'years', 3, 'Журнал действий', 'The trail of actions'),
]
