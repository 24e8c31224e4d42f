import * as client from 'openid-client'
import type { OidcConfig } from '../../config.ts'
import type { Trx } from '../../database/database.ts'
import { type Account, findAccount, listAccountsByEmail } from '../../people/queries/accounts.ts'
import { findIdentity, insertIdentity } from '../../people/queries/identities.ts'

/** What the browser keeps between leaving for the provider and coming back. */
export type Journey = { schoolId: number; verifier: string; state: string; nonce: string }
/** Whom the provider has vouched for. */
export type Vouched = { issuer: string; subject: string; email: string | undefined }

const discovered = new WeakMap<OidcConfig, Promise<client.Configuration>>()

/** The provider's description of itself, asked for once; a failure is asked again. */
function discover(oidc: OidcConfig): Promise<client.Configuration> {
  const known = discovered.get(oidc)
  if (known) return known
  const issuer = new URL(oidc.issuer)
  // The settings let plain http through for this machine alone.
  const options = issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}
  const asked = client.discovery(issuer, oidc.clientId, oidc.clientSecret, undefined, options)
  asked.catch(() => discovered.delete(oidc))
  discovered.set(oidc, asked)
  return asked
}

/** Where to send the browser, and what it keeps: authorization code with PKCE, state and nonce. */
export async function leaveForProvider(
  oidc: OidcConfig,
  schoolId: number,
  callback: string,
): Promise<{ address: string; journey: Journey }> {
  const config = await discover(oidc)
  const journey = {
    schoolId,
    verifier: client.randomPKCECodeVerifier(),
    state: client.randomState(),
    nonce: client.randomNonce(),
  }
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
    state: journey.state,
    nonce: journey.nonce,
  })
  return { address: address.href, journey }
}

/** Exchanges the code for what the provider vouches for. Throws where anything does not fit. */
export async function returnFromProvider(oidc: OidcConfig, journey: Journey, current: URL): Promise<Vouched> {
  const config = await discover(oidc)
  const tokens = await client.authorizationCodeGrant(config, current, {
    pkceCodeVerifier: journey.verifier,
    expectedState: journey.state,
    expectedNonce: journey.nonce,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('The provider gave no id token')
  const told =
    claims['email'] === undefined ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : claims
  const { email, email_verified: isVerified } = told
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email: isVerified === true && typeof email === 'string' ? email : undefined,
  }
}

/**
 * The account of whom the provider vouches for: the one linked before, or the only one whose owner has the verified e-mail,
 * which is then linked. Never makes an account.
 */
export async function findVouched(
  trx: Trx,
  schoolId: number,
  { issuer, subject, email }: Vouched,
  today: string,
): Promise<Account | undefined> {
  const linked = await findIdentity(trx, schoolId, { issuer, subject })
  if (linked !== undefined) return openAccount(trx, schoolId, linked)
  if (email === undefined) return undefined
  const [staffId, another] = await listAccountsByEmail(trx, schoolId, email, today)
  if (staffId === undefined || another !== undefined) return undefined
  const account = await openAccount(trx, schoolId, staffId)
  if (account) await insertIdentity(trx, schoolId, { issuer, subject, staffId })
  return account
}

async function openAccount(trx: Trx, schoolId: number, staffId: number): Promise<Account | undefined> {
  const account = await findAccount(trx, schoolId, { staffId })
  return account?.isDisabled === true ? undefined : account
}
