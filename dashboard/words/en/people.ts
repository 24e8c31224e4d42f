import type { people as words } from '../ru/people.ts'

export const people: typeof words = {
  title: 'People and roles',
}
