import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Runs every benchmark beside this file, one after another (they measure time), and fails when one of them does.
// node bench/run.ts [--short] [name …]
const folder = dirname(fileURLToPath(import.meta.url))
const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))

const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== basename(import.meta.filename))
  .map((file) => file.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name))

const failed = names.filter((name) => {
  console.log(`\n== ${name}`)
  return (
    spawnSync(process.execPath, ['--expose-gc', join(folder, `${name}.ts`), ...flags], { stdio: 'inherit' }).status !==
    0
  )
})
if (failed.length > 0) {
  console.error(`\nBenchmarks over their limit: ${failed.join(', ')}`)
  process.exitCode = 1
}
