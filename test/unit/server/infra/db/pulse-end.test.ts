import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'

const PROGRAM = (port: number) => `
  const { Pulse } = await import('./server/infra/db/pulse.ts')
  const pulse = new Pulse('postgres://nobody@127.0.0.1:${port}/nothing', 'primary')
  pulse.touch()
  await new Promise(done => setTimeout(done, 300))
  await pulse.end()
  process.stdout.write('ended')`

it('ends at once while a server keeps it waiting, so that a process with nothing else to do ends well', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', PROGRAM(port)])
  let said = ''
  child.stdout.on('data', (piece: Buffer) => said += String(piece))
  child.stderr.on('data', (piece: Buffer) => said += String(piece))
  const [code] = await once(child, 'exit')
  silent.close()
  expect({ code, said }).toEqual({ code: 0, said: 'ended' })
}, 30_000)
