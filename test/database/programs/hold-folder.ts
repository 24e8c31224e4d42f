import { lockFolder } from '../../../server/database/folder.ts'

/** Waits for a line, takes the lock of a folder, says whether it did, and keeps it until its input ends. */
const folder = process.argv[2] ?? ''
process.stdin.once('data', async () => {
  try {
    await lockFolder(folder)
    console.log('held')
  } catch (error) {
    console.log(error instanceof Error && 'code' in error ? String(error.code) : String(error))
  }
})
process.stdin.on('end', () => process.exit())
console.log('ready')
