import type { Generated } from 'kysely'
import type { DefaultInstantColumn, InstantColumn } from '../database/columns.ts'

/** The sign-in of a member of staff; no row: the person does not sign in. */
export interface AccountTable {
  school_id: number
  staff_id: number
  login: string
  password_hash: string | null
  totp_secret: string | null
  totp_confirmed_at: InstantColumn | null
  totp_last_step: number | null
  failed_count: Generated<number>
  locked_until: InstantColumn | null
  language: 'ru' | 'en' | null
  disabled_at: InstantColumn | null
  created_at: DefaultInstantColumn
}

/** A one-time link to set a password: the hash of its token alone is kept. */
export interface AccountLinkTable {
  school_id: number
  token_hash: string
  staff_id: number
  purpose: 'invite' | 'reset'
  made_by: number | null
  made_at: DefaultInstantColumn
  expires_at: InstantColumn
  used_at: InstantColumn | null
}

/** A session: the hash of its token alone is kept. */
export interface SessionTable {
  school_id: number
  token_hash: string
  staff_id: number
  started_at: DefaultInstantColumn
  seen_at: DefaultInstantColumn
  expires_at: InstantColumn
  second_factor: Generated<boolean>
  device: string | null
  revoked_at: InstantColumn | null
}

/** An attempt to sign in within the last minute that has not succeeded; of the login its hash alone. */
export interface SignInAttemptTable {
  school_id: number
  id: Generated<number>
  address: string
  login_hash: string
  attempted_at: DefaultInstantColumn
}

/** Who a person is to an outside identity provider (OpenID Connect). */
export interface IdentityTable {
  school_id: number
  issuer: string
  subject: string
  staff_id: number
  linked_at: DefaultInstantColumn
}
