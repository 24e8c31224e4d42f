import { Refusal } from '../../refusal.ts'

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
