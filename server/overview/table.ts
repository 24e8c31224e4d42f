import type { Generated } from 'kysely'

/** Grows with every change of what duties, flags and screens are made of. */
export interface SchoolVersionTable {
  school_id: number
  version: Generated<number>
}
