import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { buildIfNeeded } from '../../cli/launcher/build'

const LOCK = '.output.lock'
const STALE_LOCK_MS = 5 * 60_000

/** Builds the product as `npm run demo` does, unless the sources have not changed since; one builder at a time. */
export async function ensureBuild(): Promise<void> {
  while (!taken()) await wait(200)
  try {
    await buildIfNeeded(process.cwd())
  }
  finally {
    rmdirSync(LOCK)
  }
}

function taken() {
  try {
    mkdirSync(LOCK)
    return true
  }
  catch {
    if (Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > STALE_LOCK_MS && existsSync(LOCK)) rmdirSync(LOCK)
    return false
  }
}
