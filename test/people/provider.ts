import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Configuration, Provider } from 'oidc-provider'
import type { OidcConfig } from '../../server/config.ts'

/** A person whom the provider knows. */
export type Known = { email: string; isVerified: boolean }
export type RunningProvider = { oidc: OidcConfig; close: () => Promise<void> }

/** A certified identity provider on loopback; its own sign-in page is passed by naming the person. */
export async function startProvider(callback: string, people: ReadonlyMap<string, Known>): Promise<RunningProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, configurationOf(callback, people))
  const handle = provider.callback()
  server.on('request', (request, response) => handle(request, response))
  return {
    oidc: { issuer, clientId: 'reglament', clientSecret: 'secret-of-the-test' },
    close: () => closed(server),
  }
}

function configurationOf(callback: string, people: ReadonlyMap<string, Known>): Configuration {
  return {
    clients: [
      {
        client_id: 'reglament',
        client_secret: 'secret-of-the-test',
        redirect_uris: [callback],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, sub) => {
      const known = people.get(sub)
      if (!known) return undefined
      return {
        accountId: sub,
        claims: () => ({ sub, email: known.email, email_verified: known.isVerified }),
      }
    },
    cookies: { keys: ['of-the-test'] },
  }
}

/** What a person does at the provider: signs in by name, consents, and is sent back. Answers the address of the return. */
export async function signInAtProvider(start: string, login: string, callback: string): Promise<string> {
  const jar = new Map<string, string>()
  let address = start
  let form: URLSearchParams | undefined
  for (let step = 0; step < 20; step++) {
    if (address.startsWith(callback)) return address
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, {
      method: form ? 'POST' : 'GET',
      ...(form && { body: form }),
      headers: { cookie },
      redirect: 'manual',
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    const location = answer.headers.get('location')
    form = undefined
    if (location) {
      address = new URL(location, address).href
      continue
    }
    const page = await answer.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
    const action = /action="([^"]+)"/.exec(page)?.[1]
    if (prompt === undefined || action === undefined) throw new Error(`The provider answered ${answer.status}: ${page}`)
    address = new URL(action, address).href
    form = new URLSearchParams({ prompt, login, password: 'any' })
  }
  throw new Error('The provider sends around in a circle')
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
