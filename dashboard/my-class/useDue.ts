import { dayShort } from '../parts/dates.ts'
import { useOn } from '../parts/filters.ts'
import { useMe } from '../session/me.tsx'
import { useLanguage } from '../words/language.tsx'

/** The day something is due, in words: «сегодня», «до пн, 07.12», «срок был вт, 24.11». */
export function useDue(): (day: string, isOver: boolean) => string {
  const { words, lang } = useLanguage()
  const { today, until, was } = words.myClass
  const me = useMe()
  const on = useOn() ?? me.today
  return (day, isOver) => (day === on ? today : (isOver ? was : until)(dayShort(day, lang)))
}
