import { spawn, type ChildProcess } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { ensureBuild } from './build'
import { freePort } from './free-port'
import { http } from './http'

const ARTIFACTS = 'test/.artifacts'
let origin: string | undefined

/** Where the server of this test file listens. */
export function serverOrigin(): string {
  if (!origin) throw new Error('No server: call useServer() at the top of the test file')
  return origin
}

/** Starts the built product on this file's database before its tests, and stops it after them. */
export function useServer(environment: Record<string, string> = {}) {
  let stop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    await ensureBuild()
    const server = await startServer(environment)
    origin = server.origin
    stop = server.stop
  }, 300_000)
  afterAll(async () => {
    origin = undefined
    await stop?.()
  })
}

/**
 * One process of the built product on a free port.
 * What it says is kept in test/.artifacts under the name of the test file.
 */
export async function startServer(environment: Record<string, string> = {}) {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'goalschool-data-'))
  const child = spawn(process.execPath, ['.output/server/index.mjs'], {
    env: {
      ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), DATA_DIR: dataDir,
      NITRO_HOST: '127.0.0.1', NITRO_PORT: String(port), ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = keepWords(child)
  const url = `http://127.0.0.1:${port}`
  try {
    await answers(url, child)
  }
  catch (cause) {
    child.kill('SIGKILL')
    throw new Error(`The server did not start:\n${said()}`, { cause })
  }
  return {
    origin: url,
    process: child,
    said,
    stop: async () => {
      await stopped(child)
      rmSync(dataDir, { recursive: true, force: true })
      const lost = said().split('\n').filter(line => /\[(uncaughtException|unhandledRejection)\]/.test(line))
      expect(lost, 'errors that nobody caught').toEqual([])
    },
  }
}

function keepWords(child: ChildProcess) {
  mkdirSync(ARTIFACTS, { recursive: true })
  const name = (expect.getState().testPath ?? 'server').split(/[\\/]test[\\/]/).pop()?.replaceAll(/\W+/g, '-')
  const file = join(ARTIFACTS, `${name}.log`)
  writeFileSync(file, '')
  let words = ''
  const keep = (chunk: Buffer) => {
    words += chunk.toString()
    appendFileSync(file, chunk)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => words
}

async function answers(url: string, child: ChildProcess, patience = 20_000) {
  const until = Date.now() + patience
  while (child.exitCode === null && Date.now() < until) {
    const answer = await http(url, '/api/health/live').catch(() => null)
    if (answer) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(child.exitCode === null ? `silent for ${patience} ms` : `exited with ${child.exitCode}`)
}

async function stopped(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(impatience)
}
