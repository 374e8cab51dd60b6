import type { ChildProcess } from 'node:child_process'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Waits until somebody listens on a port of the loopback address. @throws when the process ends before, or takes too long */
export async function untilOpen(port: number, child: ChildProcess, patience: number): Promise<void> {
  for (const until = Date.now() + patience; Date.now() < until && child.exitCode === null; await wait(50))
    if (await isOpen(port)) return
  throw new Error(child.exitCode === null ? `nobody listens on ${port} after ${patience} ms` : `exited with ${child.exitCode}`)
}

const isOpen = (port: number) => new Promise<boolean>((resolve) => {
  const socket = connect(port, '127.0.0.1', () => {
    socket.destroy()
    resolve(true)
  })
  socket.once('error', () => resolve(false))
})
