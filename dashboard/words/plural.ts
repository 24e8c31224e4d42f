/** A number with the form of the word that agrees with it: «5 сигналов». */
export type Forms = { one: string; few?: string; many?: string; other?: string }

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }

/** The form of a word that agrees with a number, `#` standing for the number. */
export function plural(lang: 'ru' | 'en', count: number, forms: Forms): string {
  const form = forms[rules[lang].select(count) as keyof Forms] ?? forms.many ?? forms.other ?? forms.one
  return form.replace('#', new Intl.NumberFormat(lang).format(count))
}
