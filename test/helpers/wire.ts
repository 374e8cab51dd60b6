import { connect, createServer, type Socket } from 'node:net'
import { freePort } from './free-port'

/** A wire to a server of this machine that can be cut, so that it refuses, or held, so that nothing comes through. */
export async function startWire(target: string) {
  const { hostname, port: targetPort } = new URL(target)
  const port = await freePort()
  const ends = new Set<Socket>()
  let held = false
  const server = createServer((near) => {
    const far = connect(Number(targetPort), hostname)
    for (const [from, to] of [[near, far], [far, near]] as const) {
      ends.add(from)
      from.on('data', chunk => held || to.write(chunk)).on('error', () => {}).on('close', () => {
        ends.delete(from)
        to.destroy()
      })
    }
  })
  const open = () => new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  const drop = () => {
    for (const end of ends) end.destroy()
  }
  await open()
  return {
    url: `redis://127.0.0.1:${port}`,
    open,
    /** Nobody listens any more. */
    cut: () => new Promise<void>((done) => {
      server.close(() => done())
      drop()
    }),
    /** What is said is lost, on old connections and on new ones. */
    hold: () => void (held = true),
    /** Whoever was held has lost some of what was said, and connects anew. */
    release() {
      held = false
      drop()
    },
    async stop() {
      await new Promise<void>((done) => {
        server.close(() => done())
        drop()
      })
    },
  }
}
