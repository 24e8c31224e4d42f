import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { en } from './en.ts'
import { ru, type Words } from './ru.ts'

export type Lang = 'ru' | 'en'
type Spoken = { lang: Lang; words: Words; setLang: (lang: Lang) => void }

const Context = createContext<Spoken>({ lang: 'ru', words: ru, setLang: () => {} })
const key = 'reglament.language'

/** The language of the page: what this browser chose last, Russian at first. */
export function Language({ children }: { children: ReactNode }) {
  const [lang, setLang] = useState<Lang>(() => (localStorage.getItem(key) === 'en' ? 'en' : 'ru'))
  useEffect(() => {
    document.documentElement.lang = lang
    localStorage.setItem(key, lang)
  }, [lang])
  const spoken = useMemo(() => ({ lang, words: lang === 'en' ? en : ru, setLang }), [lang])
  return <Context value={spoken}>{children}</Context>
}

export function useLanguage(): Spoken {
  return useContext(Context)
}

/** The words of the page's language. */
export function useWords(): Words {
  return useContext(Context).words
}

/** The half of a text in both languages that the page speaks. */
export function useSay(): (text: { ru: string; en: string }) => string {
  const { lang } = useContext(Context)
  return (text) => text[lang]
}
