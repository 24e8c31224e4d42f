import { operators } from '../../../domain/formats/condition.ts'
import type { Hint, Seen } from '../hints.ts'

const conditions = /(^|\.)(conditions|clearWhen|when)(\.|\[|$)/
const list = (names: readonly string[]) => names.join(', ')
const shown = (value: unknown) =>
  value === null ? 'null' : typeof value === 'string' ? `«${value}»` : JSON.stringify(value)
const groupOf = ({ data }: Seen) =>
  Object.keys((data as object | null) ?? {}).filter((key) => ['all', 'any', 'not'].includes(key))
const isDay = (value: unknown) => typeof value === 'string' && /\d{4}-\d|\d{1,2}\.\d{1,2}\.\d{2,4}/.test(value)

/** Schema errors in plain words, the particular before the general. Each says what is wrong and what to do. */
export const hints: readonly Hint[] = [
  {
    keyword: 'minItems',
    at: conditions,
    tell: () => ({
      code: 'empty-group',
      message: {
        ru: 'Пустая группа условий верна для каждого ученика',
        en: 'An empty group of conditions holds for every pupil',
      },
      fix: { ru: 'Добавьте условие или удалите группу', en: 'Add a condition or remove the group' },
    }),
  },
  {
    keyword: 'additionalProperties',
    at: conditions,
    when: (seen) => groupOf(seen).length > 1 && ['all', 'any', 'not'].includes(seen.key),
    tell: (seen) => ({
      code: 'two-groups',
      message: {
        ru: `В одном объекте две группы (${list(groupOf(seen))}): действовала бы лишь одна`,
        en: `Two groups in one object (${list(groupOf(seen))}): only one would count`,
      },
      fix: { ru: 'Вложите одну группу в другую', en: 'Nest one group in the other' },
    }),
  },
  {
    keyword: 'additionalProperties',
    at: conditions,
    key: /^path$/,
    tell: () => ({
      code: 'path-refused',
      message: { ru: 'Поле «path» в условиях не разрешено', en: 'The key "path" is not allowed in conditions' },
      fix: {
        ru: 'Удалите его и возьмите показатель, который сам даёт нужное значение',
        en: 'Remove it and take a fact that gives the value itself',
      },
    }),
  },
  {
    keyword: 'additionalProperties',
    at: conditions,
    key: /^condition$/,
    tell: () => ({
      code: 'shared-condition',
      message: {
        ru: 'Ссылки на общие условия («condition») не разрешены',
        en: 'References to shared conditions ("condition") are not allowed',
      },
      fix: { ru: 'Напишите условия прямо в этом правиле', en: 'Write the conditions in this rule itself' },
    }),
  },
  {
    keyword: 'required',
    at: conditions,
    when: ({ data }) => Object.hasOwn(data as object, 'condition'),
    tell: () => ({
      code: 'shared-condition',
      message: {
        ru: 'Ссылки на общие условия («condition») не разрешены',
        en: 'References to shared conditions ("condition") are not allowed',
      },
      fix: { ru: 'Напишите условия прямо в этом правиле', en: 'Write the conditions in this rule itself' },
    }),
  },
  {
    keyword: 'additionalProperties',
    at: conditions,
    key: /^priority$/,
    tell: () => ({
      code: 'unknown-key',
      message: {
        ru: 'Поле «priority» не разрешено: все условия проверяются всегда',
        en: 'The key "priority" is not allowed: every condition is always checked',
      },
      fix: { ru: 'Удалите его', en: 'Remove it' },
    }),
  },
  {
    keyword: 'additionalProperties',
    tell: ({ key, allowed, near }) => ({
      code: 'unknown-key',
      message: { ru: `Поле «${key}» здесь неизвестно${near.ru}`, en: `The key "${key}" is unknown here${near.en}` },
      fix: {
        ru: `Исправьте имя или удалите поле; есть: ${list(allowed)}`,
        en: `Correct the name or remove the key; there are: ${list(allowed)}`,
      },
    }),
  },
  {
    keyword: 'required',
    at: conditions,
    when: ({ key }) => key === 'fact' || key === 'all',
    tell: ({ data }) => ({
      code: 'not-a-condition',
      message: {
        ru: `Здесь нужна группа (all, any, not) или условие (name, fact, operator, value), а не поля: ${list(Object.keys(data as object)) || 'пусто'}`,
        en: `A group (all, any, not) or a condition (name, fact, operator, value) is needed here, not: ${list(Object.keys(data as object)) || 'nothing'}`,
      },
      fix: { ru: 'Проверьте написание all, any, not, fact', en: 'Check the spelling of all, any, not, fact' },
    }),
  },
  {
    keyword: 'required',
    at: conditions,
    when: ({ key }) => key === 'name',
    tell: () => ({
      code: 'missing-name',
      message: { ru: 'У условия нет имени', en: 'The condition has no name' },
      fix: {
        ru: 'Добавьте "name": короткое слово латиницей, оно нужно пояснениям и примерам',
        en: 'Add "name": a short word; explanations and examples use it',
      },
    }),
  },
  {
    keyword: 'required',
    when: ({ key }) => key === 'ru' || key === 'en',
    tell: ({ at, key }) => ({
      code: 'missing-word',
      message: {
        ru: `Нет слов ${key === 'ru' ? 'по-русски' : 'по-английски'}: ${at}`,
        en: `No ${key === 'ru' ? 'Russian' : 'English'} words: ${at}`,
      },
      fix: { ru: `Добавьте "${key}"`, en: `Add "${key}"` },
    }),
  },
  {
    keyword: 'pattern',
    at: /\.(ru|en)$/,
    tell: ({ at }) => ({
      code: 'missing-word',
      message: { ru: `Слова пусты: ${at}`, en: `The words are empty: ${at}` },
      fix: { ru: 'Напишите текст', en: 'Write the text' },
    }),
  },
  {
    keyword: 'required',
    when: ({ key }) => key === '$schema',
    tell: () => ({
      code: 'schema-reference',
      message: { ru: 'Файл не называет свою схему («$schema»)', en: 'The file does not name its schema ("$schema")' },
      fix: {
        ru: 'Добавьте первой строкой "$schema" с путём к rules/schema',
        en: 'Add "$schema" with the path to rules/schema as the first line',
      },
    }),
  },
  {
    keyword: 'required',
    tell: ({ key }) => ({
      code: 'missing-key',
      message: { ru: `Не хватает поля «${key}»`, en: `The key "${key}" is missing` },
      fix: { ru: `Добавьте "${key}"`, en: `Add "${key}"` },
    }),
  },
  {
    keyword: 'enum',
    at: /\.operator$/,
    tell: ({ data, near }) => ({
      code: 'unknown-operator',
      message: { ru: `Сравнения ${shown(data)} нет${near.ru}`, en: `There is no operator ${shown(data)}${near.en}` },
      fix: { ru: `Есть: ${list(operators)}`, en: `There are: ${list(operators)}` },
    }),
  },
  {
    keyword: 'enum',
    tell: ({ data, allowed, near }) => ({
      code: 'unknown-choice',
      message: {
        ru: `${shown(data)} здесь не бывает${near.ru}`,
        en: `${shown(data)} is not one of the choices${near.en}`,
      },
      fix: { ru: `Есть: ${list(allowed)}`, en: `There are: ${list(allowed)}` },
    }),
  },
  {
    keyword: 'type',
    at: /\.value(\.fact)?$/,
    when: ({ data, at }) => conditions.test(at) && isDay(data),
    tell: () => ({
      code: 'date-in-rule',
      message: { ru: 'Даты в условиях не сравнивают', en: 'Conditions do not compare dates' },
      fix: {
        ru: 'Возьмите показатель, который считает дни (daysToPeriodEnd, enrolledDays …)',
        en: 'Take a fact that counts days (daysToPeriodEnd, enrolledDays …)',
      },
    }),
  },
  {
    keyword: 'type',
    at: /(\.value|\.params\.\w+)$/,
    when: ({ data, at }) =>
      conditions.test(at) && (typeof data === 'number' || (typeof data === 'string' && /\d/.test(data))),
    tell: () => ({
      code: 'magic-number',
      message: { ru: 'Число здесь писать нельзя', en: 'A number may not stand here' },
      fix: {
        ru: 'Добавьте порог в «parameters» и сошлитесь на него: { "fact": "param.имя" }',
        en: 'Add the number to "parameters" and refer to it: { "fact": "param.name" }',
      },
    }),
  },
  {
    keyword: 'type',
    at: /\.value$/,
    when: ({ data, at }) => conditions.test(at) && data === null,
    tell: () => ({
      code: 'empty-threshold',
      message: {
        ru: 'Порог пуст (null): с ним сравнение стало бы сравнением с нулём',
        en: 'The threshold is empty (null): it would be compared as zero',
      },
      fix: {
        ru: 'Сошлитесь на параметр: { "fact": "param.имя" }',
        en: 'Refer to a parameter: { "fact": "param.name" }',
      },
    }),
  },
  {
    keyword: 'type',
    at: /\.value$/,
    when: ({ data, at }) => conditions.test(at) && typeof data === 'string',
    tell: () => ({
      code: 'value-type',
      message: { ru: 'Это сравнение не берёт одно слово', en: 'This operator does not take a single word' },
      fix: {
        ru: 'Для in и notIn напишите список: ["слово"]; для больше и меньше сошлитесь на параметр: { "fact": "param.имя" }',
        en: 'For in and notIn write a list: ["word"]; for more and less refer to a parameter: { "fact": "param.name" }',
      },
    }),
  },
  {
    keyword: 'pattern',
    at: /\.fact$/,
    when: ({ data }) => typeof data === 'string' && !data.startsWith('param.'),
    tell: ({ data }) => ({
      code: 'reference',
      message: {
        ru: `${shown(data)}: здесь нужна ссылка на параметр или имя показателя`,
        en: `${shown(data)}: a reference to a parameter or a fact's name is needed here`,
      },
      fix: {
        ru: 'Порог: { "fact": "param.имя" }; показатель: имя из rules/catalogue/facts.json',
        en: 'A threshold: { "fact": "param.name" }; a fact: a name of rules/catalogue/facts.json',
      },
    }),
  },
  {
    keyword: 'anyOf',
    at: /\.values\[\d+\]\.value$/,
    tell: ({ data }) => ({
      code: 'not-a-number',
      message: {
        ru: `Значение параметра это число, а не ${shown(data)}`,
        en: `The value of a parameter is a number, not ${shown(data)}`,
      },
      fix: {
        ru: 'Напишите число без кавычек и слов, дробную часть через точку: 2.5',
        en: 'Write a number without quotes or words, with a point: 2.5',
      },
    }),
  },
  {
    keyword: 'maximum',
    at: /^levels\[\d+\]\.level$/,
    tell: ({ data }) => ({
      code: 'level-by-people',
      message: {
        ru: `Уровня ${shown(data)} у правил нет: экстренный случай объявляет человек`,
        en: `A rule has no level ${shown(data)}: an emergency is declared by a person`,
      },
      fix: { ru: 'Поставьте уровень от 0 до 4', en: 'Put a level from 0 to 4' },
    }),
  },
  {
    keyword: 'pattern',
    when: ({ data }) => typeof data === 'string' && /\d[-./]\d/.test(data),
    tell: ({ data }) => ({
      code: 'no-such-day',
      message: { ru: `${shown(data)} не день`, en: `${shown(data)} is not a day` },
      fix: { ru: 'Напишите день как ГГГГ-ММ-ДД: 2026-09-01', en: 'Write the day as YYYY-MM-DD: 2026-09-01' },
    }),
  },
  {
    keyword: 'pattern',
    at: /^serves\[\d+\]$/,
    tell: ({ data }) => ({
      code: 'unknown-point',
      message: { ru: `${shown(data)} не пункт регламента`, en: `${shown(data)} is not a point of the regulation` },
      fix: { ru: 'Пункты: I.1 … III.11', en: 'Points: I.1 … III.11' },
    }),
  },
  {
    keyword: 'minItems',
    tell: ({ at }) => ({
      code: 'empty-list',
      message: { ru: `Список пуст: ${at}`, en: `The list is empty: ${at}` },
      fix: {
        ru: 'Добавьте хотя бы одно или удалите поле, если оно необязательно',
        en: 'Add at least one, or remove the key where it is optional',
      },
    }),
  },
]
