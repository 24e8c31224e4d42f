import type { Static, TObject, TSchema } from 'typebox'
import { Type } from 'typebox'
import type { May } from '../domain/access/access.ts'
import type { Said } from '../refusal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type RouteName = `${Method} /api/${string}`

/** One route: its shapes and who may take it. A route without `may` does not compile. */
export type Route = {
  readonly summary: Said
  /** What the documentation of the API adds for whoever calls it by program. */
  readonly note?: string
  readonly may: May
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: TSchema
  /** What is viewed is restricted or leaves the program: the trail keeps who saw it. Changes are always kept. */
  readonly trail?: 'view' | 'export'
  /**
   * `own`: the handler opens its transactions itself, for work that is too long for one request or that a verb does in several.
   * The person is found and the right decided in a transaction before it, the trail is written in one after it.
   */
  readonly transaction?: 'own'
  /** Calls a minute from one address, where fewer than usual are let through: what can be guessed. */
  readonly perMinute?: number
}

export type Contract = { readonly [name: RouteName]: Route }

/** The static type of an optional part of a route. */
export type Part<R extends Route, P extends 'params' | 'query' | 'body'> = R[P] extends TSchema ? Static<R[P]> : object

/** A file to download or print: the answer of a route that gives no JSON. */
export const FileAnswer = Type.Unsafe<FileAnswer>({ type: 'string', format: 'binary' })
export type FileAnswer = { readonly name: string; readonly type: string; readonly bytes: Uint8Array | string }

/** A text in both languages. */
export const Text = Type.Object({ ru: Type.String(), en: Type.String() })
/** A day of the calendar: `2026-02-30` is none. */
export const Day = Type.String({ format: 'date', description: 'ISO 8601, 2026-11-23' })
export const Id = Type.Integer({ minimum: 1 })
export const orNull = <T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()])
/** One of the words given. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words] })
/** Parameters of a path with one id. */
export const ById = Type.Object({ id: Id })
/** The day a page looks at; today where it is not named. */
export const OnDay = { on: Type.Optional(Day) }
