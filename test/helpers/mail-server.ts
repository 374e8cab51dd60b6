import { createServer, type AddressInfo, type Socket } from 'node:net'

/** A mail server that takes everything, once `greet` was called: until then it lets its clients wait. */
export async function aMailServer() {
  const mails: string[] = []
  let greet: () => void = () => {}
  let asked: () => void = () => {}
  const greeted = new Promise<void>(resolve => greet = resolve)
  const called = new Promise<void>(resolve => asked = resolve)
  const server = createServer((socket) => {
    asked()
    void greeted.then(() => talk(socket, mails))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, mails, greet, called, stop: () => server.close() }
}

/** RFC 5321, as far as a client that sends one mail needs it. */
function talk(socket: Socket, mails: string[]): void {
  let mail: string[] | null = null
  let rest = ''
  socket.write('220 here\r\n')
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (mail && line !== '.') mail.push(line)
      else if (mail) {
        mails.push(mail.join('\n'))
        mail = null
        socket.write('250 taken\r\n')
      }
      else if (line === 'DATA') {
        mail = []
        socket.write('354 go on\r\n')
      }
      else if (line === 'QUIT') socket.end('221 bye\r\n')
      else socket.write('250 fine\r\n')
    }
  })
  socket.on('error', () => {})
}
