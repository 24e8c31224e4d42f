import { type Static, type TProperties, type TSchema, type TString, Type } from 'typebox'

/** An object that refuses every key it does not know: a misspelt key is an error, never silently ignored. */
export function closed<Properties extends TProperties>(properties: Properties, description?: string) {
  return Type.Object(properties, { additionalProperties: false, ...(description === undefined ? {} : { description }) })
}

/** One of the listed texts, as a JSON Schema `enum` (an editor completes it, an error names the nearest). */
export function oneOf<const Values extends readonly string[]>(values: Values, description: string) {
  return Type.Unsafe<Values[number]>(Type.String({ enum: [...values], description }))
}

/** JSON Schema's `if / then / else`: one precise error where `oneOf` would give a cascade. */
export function when(condition: object, consequence: object, otherwise?: object) {
  // oxlint-disable-next-line unicorn/no-thenable
  return { if: condition, then: consequence, ...(otherwise ? { else: otherwise } : {}) }
}

/** A map whose keys all match the pattern of `Key`; any other key is an error. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the static type of the map is inferred from Value
export function mapOf<Key extends TString, Value extends TSchema>(key: Key, value: Value, description: string) {
  return Type.Record(key, value, { additionalProperties: false, description })
}

export const Schema = Type.String({ description: 'Путь к схеме этого файла. Path to the schema of this file.' })

export const Words = closed(
  { ru: Type.String({ pattern: '\\S' }), en: Type.String({ pattern: '\\S' }) },
  'Слова на двух языках. Words in the two languages.',
)
export type Words = Static<typeof Words>

export const Message = closed(
  { ru: Type.String({ pattern: '\\S' }), en: Type.String({ pattern: '\\S' }) },
  'Сообщение ICU на двух языках; русское множественное число: one, few, many, other. An ICU message in the two languages.',
)

export const IsoDay = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'День, ГГГГ-ММ-ДД. A day, YYYY-MM-DD.',
})

export const PointId = Type.String({
  pattern: '^(I|II|III)\\.([1-9]|1[0-2])$',
  description: 'Пункт регламента: I.1 … III.11. A point of the regulation.',
})

export const RuleId = Type.String({
  pattern: '^[A-Z]{2,5}-\\d{2,3}$',
  description: 'Код правила: ATT-02. Id of a rule; never used again for another logic.',
})

export const FactId = Type.String({
  pattern: '^[a-z][A-Za-z0-9]*$',
  description: 'Показатель из rules/catalogue/facts.json. A fact of the catalogue.',
})

/** Names of conditions and parameters: they are placeholders of messages, so they are ASCII words. */
export const Name = Type.String({ pattern: '^[a-z][a-z0-9_]*$', description: 'Имя латиницей: recent_days. A name.' })

export const roles = [
  'classTeacher',
  'subjectTeacher',
  'deputy',
  'academicDeputy',
  'principal',
  'psychologist',
  'socialEducator',
  'speechTherapist',
  'secretary',
  'methodologist',
] as const
export const Role = oneOf(roles, 'Роль в школе. A role at the school.')
export type Role = Static<typeof Role>

export const domains = ['academic', 'attendance', 'conduct', 'family', 'support'] as const
export const Domain = oneOf(domains, 'Область: учёба, посещаемость, поведение, семья, сопровождение. Domain.')
export type Domain = Static<typeof Domain>

export const units = [
  'schoolDay',
  'day',
  'week',
  'workingDay',
  'hour',
  'lesson',
  'mark',
  'markValue',
  'subject',
  'period',
  'debt',
  'attempt',
  'incident',
  'severity',
  'report',
  'pupil',
  'family',
  'contact',
  'meeting',
  'request',
  'session',
  'measure',
  'agreement',
  'gradeLevel',
  'share',
  'sharePoint',
  'index',
  'indexPoint',
  'score',
  'count',
] as const
export const Unit = oneOf(
  units,
  'Единица: учебный день, день, урок, отметка (штук), балл отметки, доля 0–1, индекс 0–100 … Unit of the number.',
)
export type Unit = Static<typeof Unit>
