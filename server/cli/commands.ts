import type { Command } from './command.ts'
import { calendarCheckCommand } from './commands/calendar-check.ts'
import { complianceCommand } from './commands/compliance.ts'
import { demoCommand } from './commands/demo.ts'
import { dutiesCommand } from './commands/duties.ts'
import { evaluateCommand } from './commands/evaluate.ts'
import { explainCommand } from './commands/explain.ts'
import { flagsCommand } from './commands/flags.ts'
import { importCommand } from './commands/import.ts'
import { importTemplatesCommand } from './commands/import-templates.ts'
import { importUndoCommand } from './commands/import-undo.ts'
import { initCommand } from './commands/init.ts'
import { migrateCommand } from './commands/migrate.ts'
import { peopleLinkCommand } from './commands/people-link.ts'
import { rebuildCommand } from './commands/rebuild.ts'
import { rulesAcceptCommand } from './commands/rules-accept.ts'
import { rulesCheckCommand } from './commands/rules-check.ts'
import { rulesPointsCommand } from './commands/rules-points.ts'
import { rulesTestCommand } from './commands/rules-test.ts'
import { serveCommand } from './commands/serve.ts'

/** Every command of the program, in the order of the help. */
export const commands: Command[] = [
  initCommand,
  importCommand,
  importUndoCommand,
  importTemplatesCommand,
  evaluateCommand,
  flagsCommand,
  dutiesCommand,
  complianceCommand,
  explainCommand,
  rulesCheckCommand,
  rulesTestCommand,
  rulesPointsCommand,
  rulesAcceptCommand,
  calendarCheckCommand,
  peopleLinkCommand,
  rebuildCommand,
  migrateCommand,
  demoCommand,
  serveCommand,
]
