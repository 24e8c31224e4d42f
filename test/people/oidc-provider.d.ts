/** The part of the provider that the tests use; it ships no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export type Configuration = {
    clients: readonly object[]
    pkce: { required: () => boolean }
    claims: Readonly<Record<string, readonly string[]>>
    findAccount: (context: unknown, sub: string) => { accountId: string; claims: () => object } | undefined
    cookies: { keys: readonly string[] }
  }
  export class Provider {
    constructor(issuer: string, configuration: Configuration)
    callback(): RequestListener
  }
}
