import { defectText, runCommand } from './cli/run.ts'

try {
  process.exitCode = await runCommand(process.argv.slice(2), {
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    untilStopped: async () => {
      await new Promise<void>((resolve) => {
        process.once('SIGTERM', () => resolve())
        process.once('SIGINT', () => resolve())
      })
      // Work that neither ends nor fails must not keep the program from stopping.
      setTimeout(() => process.exit(0), 20_000).unref()
    },
  })
} catch (error) {
  process.stderr.write(defectText(error, process.env['REGLAMENT_LANG'] === 'en' ? 'en' : 'ru'))
  process.exitCode = 70
}
