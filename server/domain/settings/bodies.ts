import type { Role } from '../access/access.ts'
import type { Words } from '../formats/words.ts'
import type { Setting } from './setting.ts'

const options = [
  { value: 'consilium', title: { ru: 'ППк', en: 'the consilium' } },
  { value: 'council', title: { ru: 'Совет профилактики', en: 'the prevention council' } },
  { value: 'either', title: { ru: 'по случаю, ППк или Совет', en: 'either, by the case' } },
]

/** Which body discusses the cases of which domain (II.11); the usual answers are those of `rules/ladder.json`. */
export function bodies(decides: readonly Role[]): Setting[] {
  const asked = (key: string, usual: 'consilium' | 'council', title: Words): Setting => ({
    key,
    group: 'work',
    title,
    hint: {
      ru: 'Регламент называет ППк и Совет профилактики, а кто что обсуждает, решает школа.',
      en: 'The regulation names the consilium and the prevention council; which discusses what is for the school to say.',
    },
    acts: {
      ru: 'Записывается как решение школы. По каждому случаю орган называют заместитель и классный руководитель.',
      en: 'Kept as the school’s decision. For each case the deputy and the class teacher name the body.',
    },
    kind: 'choice',
    options,
    fallback: usual,
    decides,
  })
  return [
    asked('bodyAcademic', 'consilium', { ru: 'Где обсуждают учёбу', en: 'Where learning is discussed' }),
    asked('bodySupport', 'consilium', { ru: 'Где обсуждают сопровождение', en: 'Where support is discussed' }),
    asked('bodyConduct', 'council', { ru: 'Где обсуждают поведение', en: 'Where conduct is discussed' }),
    asked('bodyAttendance', 'council', { ru: 'Где обсуждают посещаемость', en: 'Where attendance is discussed' }),
    asked('bodyFamily', 'council', { ru: 'Где обсуждают дела семьи', en: 'Where family matters are discussed' }),
  ]
}
