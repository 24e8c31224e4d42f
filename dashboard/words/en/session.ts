import type { session as words } from '../ru/session.ts'

export const session: typeof words = {
  title: 'Sign in',
  login: 'Login',
  password: 'Password',
  school: 'School',
  signIn: 'Sign in',
  again: 'The session has ended. Sign in again: what you entered stays on the page.',
}
