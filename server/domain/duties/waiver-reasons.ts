/** Why a duty may be waived: what a person chooses of. */
export const waiverReasons = [
  { id: 'sick_leave', title: { ru: 'болезнь', en: 'illness' } },
  { id: 'business_trip', title: { ru: 'командировка', en: 'business trip' } },
  { id: 'quarantine', title: { ru: 'карантин', en: 'quarantine' } },
  { id: 'remote', title: { ru: 'дистанционное обучение', en: 'remote schooling' } },
  { id: 'vacancy', title: { ru: 'в классе нет руководителя', en: 'the class has no teacher' } },
  {
    id: 'parents_unreachable',
    title: { ru: 'с родителями не удаётся связаться', en: 'the parents cannot be reached' },
  },
  { id: 'other', title: { ru: 'иное', en: 'other' } },
] as const

export const waiverReasonIds = waiverReasons.map(({ id }) => id)
