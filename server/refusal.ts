/** Words of one message in the two languages of the product. */
export type Said = { readonly ru: string; readonly en: string }

/**
 * An expected "no": the request was understood and is refused. Anything else that is thrown is a bug. `status` is what a
 * browser is answered with.
 */
export class Refusal extends Error {
  readonly code: string
  readonly said: Said
  readonly status: number

  constructor(code: string, said: Said, options?: ErrorOptions & { status?: number }) {
    super(said.en, options)
    this.name = 'Refusal'
    this.code = code
    this.said = said
    this.status = options?.status ?? 409
  }
}
