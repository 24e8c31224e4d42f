import type { Command } from './command.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { flagsCommand } from './commands/flags.ts'
import { initCommand } from './commands/init.ts'
import { migrateCommand } from './commands/migrate.ts'
import { rulesCheckCommand } from './commands/rules-check.ts'

/** Every command of the program, in the order of the help. */
export const commands: Command[] = [initCommand, evaluateCommand, flagsCommand, rulesCheckCommand, migrateCommand]
