import type { Trx } from '../../database/database.ts'
import { access, roles } from '../../domain/access/access.ts'
import { isoOf } from '../../domain/day.ts'
import { isInForce, specsOf } from '../../domain/duties/spec.ts'
import { findSetting, settings } from '../../domain/settings/catalogue.ts'
import { isAnswer, type Setting, type SettingValue } from '../../domain/settings/setting.ts'
import type { Call } from '../../http/call.ts'
import { forbidden, notFound } from '../../http/guards.ts'
import { refreshDutiesOf } from '../../refresh-duties.ts'
import { Refusal } from '../../refusal.ts'
import { rulesInForce } from '../../rules/rules.ts'
import { type AnswerRow, insertAnswer, listAnswers, lockAnswers } from '../queries.ts'

/** Numbers that schools often ask about and that stand in the regulation files, where they are changed with a date and a reason. */
const elsewhere: ReadonlySet<string> = new Set(['III.6', 'III.9', 'II.10', 'II.5', 'II.9', 'I.4', 'III.11', 'II.6'])
const dutyKeys: ReadonlySet<string> = new Set(['requestTerm', 'planForTzs'])

/** Every question with the answer in force, who gave it and what was answered before. */
export async function showSettings(trx: Trx, call: Call) {
  const { who, room, today, isPast } = call
  const rows = Map.groupBy(await listAnswers(trx, who.schoolId), ({ key }) => key)
  const ruleSet = await rulesInForce(trx, who.schoolId, isoOf(today), room.rules.current())
  const instruments = ruleSet.familyInstruments.map(({ id, title }) => ({ value: id, title }))
  return {
    settings: settings.map((setting) =>
      shown(setting, rows.get(setting.key) ?? [], instruments, !isPast && mayDecide(call, setting)),
    ),
    elsewhere: ruleSet.points
      .filter(({ id }) => elsewhere.has(id))
      .map((point) => ({
        point: point.id,
        title: point.title,
        now: specsOf(point).find((spec) => isInForce(spec, today))?.source ?? point.periodicity,
      })),
  }
}

function shown(
  setting: Setting,
  rows: readonly AnswerRow[],
  instruments: Setting['options'] & object,
  canChange: boolean,
) {
  const { key, group, title, hint, acts, kind, unit, range, fallback } = setting
  const last = rows.at(-1)
  return {
    key,
    group,
    title,
    hint,
    acts,
    kind,
    options: [...(kind === 'instrument' ? instruments : (setting.options ?? []))],
    unit: unit ?? null,
    from: range?.from ?? null,
    to: range?.to ?? null,
    value: mutable((last?.value ?? fallback) as SettingValue),
    isAnswered: last !== undefined,
    canChange,
    history: rows
      .slice(-20)
      .map(({ value, setAt, setBy }) => ({ value: mutable(value as SettingValue), setAt, setBy }))
      .toReversed(),
  }
}

const mutable = (value: SettingValue): string | number | boolean | string[] =>
  typeof value === 'object' ? [...value] : value

function mayDecide({ who }: Pick<Call, 'who'>, setting: Setting): boolean {
  return access(who, 'settings', 'write') !== undefined && who.roles.some((role) => setting.decides.includes(role))
}

/** Keeps an answer; the same answer again changes nothing. What duties stand on is judged anew at once. */
export async function answerSetting(
  trx: Trx,
  call: Call,
  key: string,
  value: unknown,
): Promise<{ isChanged: boolean }> {
  const setting = findSetting(key)
  if (!setting) throw notFound('Такого вопроса нет.', 'There is no such question.')
  if (!mayDecide(call, setting)) throw forbidden()
  const known = setting.kind === 'roles' ? roles : call.room.rules.current().familyInstruments.map(({ id }) => id)
  if (!isAnswer(setting, value, known)) throw badAnswer(setting)
  return keepAnswer(trx, call, key, value, setting.fallback)
}

/** Appends an answer where it differs from the one in force. */
export async function keepAnswer(
  trx: Trx,
  call: Call,
  key: string,
  value: SettingValue,
  fallback: SettingValue,
): Promise<{ isChanged: boolean }> {
  const { who } = call
  await lockAnswers(trx, who.schoolId)
  const before = (await listAnswers(trx, who.schoolId, [key])).at(-1)
  if (before && JSON.stringify(before.value) === JSON.stringify(value)) return { isChanged: false }
  await insertAnswer(trx, who.schoolId, { key, value, setBy: who.name })
  call.note({ subject: `setting:${key}`, before: before?.value ?? fallback, after: value })
  if (dutyKeys.has(key)) await refreshDutiesOf(trx, call)
  return { isChanged: true }
}

function badAnswer({ title, range }: Setting): Refusal {
  const span = range
    ? { ru: ` от ${range.from} до ${range.to}`, en: ` from ${range.from} to ${range.to}` }
    : { ru: '', en: '' }
  return new Refusal(
    'bad-setting',
    {
      ru: `«${title.ru}»: такой ответ не подходит. Выберите из предложенного${span.ru}.`,
      en: `"${title.en}": that answer will not do. Choose one of those offered${span.en}.`,
    },
    { status: 400 },
  )
}
