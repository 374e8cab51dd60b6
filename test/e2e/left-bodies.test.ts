import { Agent } from 'node:http'
import { expect, it } from 'vitest'
import { http } from '../helpers/http'
import { arsenal } from '../helpers/schools'
import { serverOrigin, useServer } from '../helpers/server'

useServer()

const LONG = Buffer.alloc(13 * 1024 * 1024)
const form = Buffer.concat([Buffer.from('--x\r\ncontent-disposition: form-data; name="photo"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n'), LONG, Buffer.from('\r\n--x--\r\n')])

// The rest of a body that nobody read would be taken for the next request, or the connection cut under it.
it.each([
  ['a photo', 413, (id: string) => ({ method: 'PUT', path: `/api/students/${id}/photo`, type: 'image/png', body: LONG })],
  ['a form with a photo', 303, (id: string) => ({ method: 'POST', path: `/students/${id}/photo`, type: 'multipart/form-data; boundary=x', body: form })],
  ['JSON', 413, (id: string) => ({ method: 'PATCH', path: `/api/students/${id}`, type: 'application/json', body: Buffer.alloc(2 * 1024 * 1024, ' ') })],
])('answers what comes after %s that is too long, on a connection that is kept', async (_, status, of) => {
  const student = await arsenal.aStudent({ group: await arsenal.aGroup() })
  const admin = await arsenal.aUser('admin')
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { method, path, type, body } = of(student.id)
  const headers = { host: arsenal.host, origin: `http://${arsenal.host}`, authorization: `Bearer ${admin.token}` }
  try {
    for (let round = 0; round < 3; round++) {
      for (const [name, value] of [['content-length', String(body.length)], ['transfer-encoding', 'chunked']] as const) {
        const refused = await http(serverOrigin(), path, { method, headers: { ...headers, [name]: value, 'content-type': type }, body, agent })
        expect(refused.status, refused.text).toBe(status)
        expect((await http(serverOrigin(), '/api/me', { headers, agent })).body.user.id).toBe(admin.id)
      }
    }
  }
  finally {
    agent.destroy()
  }
})
