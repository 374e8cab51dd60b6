import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuild } from '../helpers/build'
import { freePort } from '../helpers/free-port'

// A folder that only its owner can enter, as `mktemp -d` makes it.
const folder = mkdtempSync(join(tmpdir(), 'goalschool-launcher-'))
const dataDir = join(folder, 'data')
const children: ChildProcess[] = []

function command(words: string[], env: Record<string, string>) {
  const { DATABASE_URL: _, ...outer } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...words], {
    env: { ...outer, DATA_DIR: dataDir, HOST: '127.0.0.1', ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  let said = ''
  child.stdout.on('data', chunk => said += chunk)
  child.stderr.on('data', chunk => said += chunk)
  const ended = new Promise<number | null>(done => child.once('exit', done))
  return { child, ended, said: () => said }
}

async function until(condition: () => boolean | Promise<boolean>, what: string | (() => string)) {
  for (let tenth = 0; tenth < 400; tenth++) {
    if (await condition()) return
    await wait(100)
  }
  throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`)
}

const postmaster = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  }
  catch {
    return false
  }
}
const answers = (port: number) => fetch(`http://127.0.0.1:${port}/api/health/live`).then(answer => answer.ok, () => false)

beforeAll(ensureBuild, 300_000)
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  await Promise.all(children.map(child => child.exitCode === null && child.signalCode === null ? new Promise(done => child.once('exit', done)) : null))
  rmSync(folder, { recursive: true, force: true })
})

describe('the launcher', () => {
  it('starts all of it, refuses a second start, outlives its own death, and leaves nothing behind at a stop', async () => {
    const port = await freePort()
    const first = command(['start'], { PORT: String(port), APP_SECRET: 's'.repeat(32) })
    await until(() => first.said().includes('GoalSchool is ready at'), first.said)
    expect(await answers(port)).toBe(true)

    const second = command(['start'], { PORT: String(await freePort()), APP_SECRET: 's'.repeat(32) })
    expect(await second.ended).toBe(1)
    expect(second.said().trim().split('\n').filter(line => !line.startsWith('npm warn'))).toEqual([expect.stringMatching(/^GoalSchool already runs on .* stop it first/)])

    const server = postmaster()
    first.child.kill('SIGKILL')
    await first.ended
    await until(async () => !await answers(port), 'the orphaned worker ends')
    expect(lives(server)).toBe(true)

    const third = command(['start'], { PORT: String(port), APP_SECRET: 's'.repeat(32) })
    await until(() => third.said().includes('GoalSchool is ready at'), third.said)
    expect(postmaster()).toBe(server)

    third.child.kill('SIGTERM')
    expect(await third.ended).toBe(0)
    expect(await answers(port)).toBe(false)
    await until(() => !lives(server), 'the database ends')
    expect(existsSync(join(dataDir, 'goalschool.pid'))).toBe(false)
  }, 120_000)

  it('says behind a proxy that it is not ready, and answers on until the balancer has noticed', async () => {
    const port = await freePort()
    const running = command(['start'], { PORT: String(port), APP_SECRET: 's'.repeat(32), TRUSTED_PROXIES: '127.0.0.1' })
    await until(() => running.said().includes('GoalSchool is ready at'), running.said)
    const ready = () => fetch(`http://127.0.0.1:${port}/api/health/ready`).then(answer => answer.status, () => 0)
    expect(await ready()).toBe(200)

    running.child.kill('SIGTERM')
    const seen = new Set<number>()
    await until(async () => {
      const status = await ready()
      seen.add(status)
      return status === 503 && await answers(port)
    }, 'not ready, and there')
    expect(seen.has(0)).toBe(false)
    expect(await running.ended).toBe(0)
  }, 120_000)

  it('runs the command line on the data of a stopped installation, and stops its database again', async () => {
    const made = command(['tenant', 'create', 'oakwood', '--name', 'Oakwood', '--time-zone', 'Europe/Kyiv', '--locale', 'en', '--json'], {})
    expect(await made.ended).toBe(0)
    expect(JSON.parse(made.said())).toMatchObject({ slug: 'oakwood', shard: 'main' })
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false)

    const again = command(['tenant', 'create', 'oakwood', '--name', 'Oakwood', '--time-zone', 'Europe/Kyiv', '--locale', 'en'], {})
    expect(await again.ended).toBe(1)
    const wrong = command(['tenant', 'create', 'Oak Wood', '--name', 'Oakwood', '--time-zone', 'Kyiv', '--locale', 'en'], {})
    expect(await wrong.ended).toBe(2)
    expect(wrong.said()).toMatch(/--slug: .*\n--time-zone: /)
  }, 120_000)

  it('stops before it starts when the environment is wrong, with a line for each fault', async () => {
    const faulty = command(['start'], { PORT: 'x', WORKERS: '0', APP_SECRET: 'short' })
    expect(await faulty.ended).toBe(1)
    expect(faulty.said().trim().split('\n').map(line => line.split(':')[0])).toEqual(['PORT', 'APP_SECRET', 'WORKERS'])
  })
})
