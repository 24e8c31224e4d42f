import type { Static, TSchema } from 'typebox'
import type { Api } from './api.ts'

export type { Api } from './api.ts'
export type RouteName = keyof Api
type PartOf<N extends RouteName, P extends string> =
  Api[N] extends Record<P, infer S extends TSchema> ? Static<S> : undefined
export type Answer<N extends RouteName> = Static<Api[N]['answer']>
export type Query<N extends RouteName> = PartOf<N, 'query'>
export type Body<N extends RouteName> = PartOf<N, 'body'>

type Given<N extends RouteName> = (PartOf<N, 'params'> extends undefined ? object : { params: PartOf<N, 'params'> }) &
  (PartOf<N, 'query'> extends undefined ? object : { query?: PartOf<N, 'query'> }) &
  (PartOf<N, 'body'> extends undefined ? object : { body: PartOf<N, 'body'> })
type Rest<N extends RouteName> = object extends Given<N> ? [given?: Given<N>] : [given: Given<N>]

export type Said = { ru: string; en: string }

/** A "no" of the server, with what to tell the person. */
export class CallError extends Error {
  readonly status: number
  readonly code: string
  readonly said: Said

  constructor(status: number, code: string, said: Said) {
    super(said.en)
    this.status = status
    this.code = code
    this.said = said
  }
}

export const offline: Said = {
  ru: 'Нет связи с сервером. Проверьте сеть и попробуйте ещё раз: введённое сохранено на странице.',
  en: 'The server cannot be reached. Check the network and try again: what you entered is still on the page.',
}

/** Calls a route by its name: wrong names, shapes and answers do not compile. Throws CallError. */
export async function call<N extends RouteName>(name: N, ...[given]: Rest<N>): Promise<Answer<N>> {
  const { params, query, body } = (given ?? {}) as { params?: object; query?: object; body?: unknown }
  const [method = 'GET'] = name.split(' ')
  const response = await fetch(addressOf(name, params, query), {
    method,
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new CallError(0, 'offline', offline)
  })
  return read<Answer<N>>(response)
}

/** Sends files and fields as a form. */
export async function upload<N extends RouteName>(
  name: N,
  form: FormData,
  given: { params?: object } = {},
): Promise<Answer<N>> {
  const response = await fetch(addressOf(name, given.params), {
    method: name.split(' ')[0] ?? 'POST',
    body: form,
  }).catch(() => {
    throw new CallError(0, 'offline', offline)
  })
  return read<Answer<N>>(response)
}

/** The address of a route, for links to files. */
export function addressOf(name: RouteName, params: object = {}, query: object = {}): string {
  const [, path = ''] = name.split(' ')
  const filled = Object.entries(params).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, encodeURIComponent(String(value))),
    path,
  )
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
    ),
  ).toString()
  return search === '' ? filled : `${filled}?${search}`
}

/** Told when the server no longer knows the session, or waits for its second step: a page then asks to sign in again and loses nothing. */
export const sessionEnded = new EventTarget()

async function read<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T
  throw errorOf(response.status, await response.json().catch(() => undefined))
}

/** What the server said no with; an ended session is told to the page at once. */
export function errorOf(status: number, answer: unknown): CallError {
  const told = answer as { code?: string; said?: Said } | null | undefined
  const error = new CallError(status, told?.code ?? 'unknown', told?.said ?? offline)
  if (error.code === 'not-signed-in' || error.code === 'second-factor') sessionEnded.dispatchEvent(new Event('ended'))
  return error
}
