/** Visits a demo that is starting, as a browser would: page, sign-in, an answer; then asks it to stop. Ends with 1 on any "no". */
import { readdirSync, readFileSync } from 'node:fs'

const [address = '', group = ''] = process.argv.slice(2)
const patience = 600_000

await until(`${address}/health/ready`)
const page = await fetch(address)
check('the page', page.ok && (await page.text()).includes('<div id="root"'))
const signedIn = await fetch(`${address}/api/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ login: 'deputy', password: 'demo' }),
})
check('sign-in', signedIn.ok)
const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
for (const route of ['/api/me', '/api/overview', '/api/regulation']) {
  const answer = await fetch(address + route, { headers: { cookie } })
  check(route, answer.ok)
}
stop(Number(group))

async function until(url) {
  const end = Date.now() + patience
  while (Date.now() < end) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  check('ready in ten minutes', false)
}

function check(what, isRight) {
  process.stdout.write(`${isRight ? 'ok' : 'NO'}  ${what}\n`)
  if (!isRight) process.exit(1)
}

/** SIGTERM to the server alone, not to npm and the shell around it. */
function stop(pgid) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const [, , group] = text(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
    const isServer = text(`/proc/${pid}/cmdline`).split('\0').includes('server/main.ts')
    if (isServer && Number(group) === pgid) process.kill(Number(pid), 'SIGTERM')
  }
}

function text(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
