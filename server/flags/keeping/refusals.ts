import { Refusal } from '../../refusal.ts'

/** Refuses a code that the list of the ladder does not hold. */
export function refuseUnknown(given: readonly string[], known: readonly { id: string }[]): void {
  const unknown = given.find((id) => !known.some((each) => each.id === id))
  if (unknown === undefined) return
  throw new Refusal(
    'unknown-code',
    {
      ru: `«${unknown}» нет в списке. Обновите страницу и выберите из списка.`,
      en: `"${unknown}" is not on the list. Reload the page and choose from the list.`,
    },
    { status: 400 },
  )
}

/** The "no" for the second of two who decide at once. */
export function decidedAlready(by: string | null, isAccepted: boolean): Refusal {
  const who = by ?? ''
  return new Refusal('decided-already', {
    ru: isAccepted
      ? `Сигнал уже взят в работу: ${who}. Обновите страницу.`
      : `Сигнал уже отклонён: ${who}. Обновите страницу.`,
    en: isAccepted
      ? `The flag has been taken into work already: ${who}. Reload the page.`
      : `The flag has been dismissed already: ${who}. Reload the page.`,
  })
}

/** The "no" for a flag that ended in the meantime. */
export function noLongerOpen(): Refusal {
  return new Refusal('no-longer-open', {
    ru: 'Этого сигнала больше нет среди открытых. Обновите страницу.',
    en: 'This flag is no longer open. Reload the page.',
  })
}
