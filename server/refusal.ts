/** Words of one message in the two languages of the product. */
export type Said = { readonly ru: string; readonly en: string }

/** An expected "no": the request was understood and is refused. Anything else that is thrown is a bug. */
export class Refusal extends Error {
  readonly code: string
  readonly said: Said

  constructor(code: string, said: Said, options?: ErrorOptions) {
    super(said.en, options)
    this.name = 'Refusal'
    this.code = code
    this.said = said
  }
}
