// One command on a laptop and in CI: lint with import directions, types, dead code.
// Two at a time, as many as the smallest machine has cores; what failed is printed at the end.
import { spawn } from 'node:child_process'

const CHECKS = [
  ['types', 'vue-tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['lint and import directions', 'eslint', '.', '--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0'],
  ['dead code', 'knip', '--no-progress'],
]

// Types of messages, auto-imports and models follow the sources.
await run('generate', process.execPath, ['scripts/generate.mjs'])

const waiting = [...CHECKS]
const failures = []
await Promise.all([worker(), worker()])
for (const { name, output } of failures) console.error(`\n── ${name}\n${output.trim()}`)
console.log(failures.length ? `\ncheck failed: ${failures.map(({ name }) => name).join(', ')}` : 'check passed')
process.exitCode = failures.length ? 1 : 0

async function worker() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const [name, command, ...args] = check
    const started = Date.now()
    const { status, output } = await run(name, `node_modules/.bin/${command}`, args)
    if (status !== 0) failures.push({ name, output })
    console.log(`${status === 0 ? '✓' : '✕'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  }
}

function run(name, command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
    let output = ''
    child.stdout.on('data', chunk => output += chunk)
    child.stderr.on('data', chunk => output += chunk)
    child.once('error', error => resolve({ status: 1, output: `${name}: ${error.message}` }))
    child.once('close', status => resolve({ status, output }))
  })
}
