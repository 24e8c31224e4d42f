import {
  createContext,
  type ReactNode,
  Suspense,
  startTransition,
  use,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
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
  const change = useCallback((next: Lang) => startTransition(() => setLang(next)), [])
  return (
    <Suspense fallback={null}>
      <Speaking lang={lang} setLang={change}>
        {children}
      </Speaking>
    </Suspense>
  )
}

let english: Promise<Words> | undefined

/** English words are fetched by those who read them. */
async function fetchEnglish(): Promise<Words> {
  return (await import('./en.ts')).en
}

function Speaking({ lang, setLang, children }: Omit<Spoken, 'words'> & { children: ReactNode }) {
  const words = lang === 'en' ? use((english ??= fetchEnglish())) : ru
  const spoken = useMemo(() => ({ lang, words, setLang }), [lang, words, setLang])
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
