import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const lives = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const fileOf = (dataDir: string) => join(dataDir, 'goalschool.pid')

/** The process that serves from a data directory now, if one does. */
export function holderOf(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(fileOf(dataDir), 'utf8'))
    return pid > 0 && pid !== process.pid && lives(pid) ? pid : null
  }
  catch {
    return null
  }
}

/** Takes a data directory for this process. @throws Error in one line when another one serves from it */
export function lockData(dataDir: string): () => void {
  const taken = (pid: number) => new Error(`GoalSchool already runs on ${dataDir} (process ${pid}): stop it first, or set another DATA_DIR and PORT`)
  mkdirSync(dataDir, { recursive: true })
  const holder = holderOf(dataDir)
  if (holder) throw taken(holder)
  rmSync(fileOf(dataDir), { force: true })
  try {
    writeFileSync(fileOf(dataDir), String(process.pid), { flag: 'wx' })
  }
  catch {
    throw taken(holderOf(dataDir) ?? 0)
  }
  return () => rmSync(fileOf(dataDir), { force: true })
}
