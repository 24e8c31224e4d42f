import { conduct } from './conduct.ts'
import type { Definitions } from './definition.ts'
import { family } from './family.ts'
import { learning } from './learning.ts'
import { presence } from './presence.ts'
import { register } from './register.ts'

/** Every fact of the catalogue and what it is made of; a test holds the two equal. */
export const definitions: Definitions = { ...register, ...learning, ...presence, ...conduct, ...family }
