import { beforeAll, expect, it } from 'vitest'
import { describeWith } from '../../helpers/programs'
import { startRedis } from '../../helpers/redis'
import type { Person } from '../../helpers/school/people'
import { arsenal } from '../../helpers/schools'
import { at, useTwoProcesses } from '../../helpers/two-processes'

const ROUNDS = 20

describeWith('Redis', 'the settings of a school, changed through one process', (program) => {
  const ours = useTwoProcesses(() => startRedis(program), 1)
  let admin: Person
  beforeAll(async () => {
    admin = await arsenal.aUser('admin', { locale: 'en' })
  })

  it('stand in the very next page and answer of the other, kept or not, of people and of strangers', { timeout: 120_000 }, async () => {
    const [lesson] = ours.lessons
    if (!lesson) throw new Error('nothing to read')
    const html = { headers: { accept: 'text/html' } }
    const look = (server: { origin: string }) => Promise.all([
      at(server, lesson.parent, '/home', html), at(server, lesson.teacher, '/api/me'),
      at(server, lesson.teacher, '/today', html), at(server, lesson.parent, '/', { headers: { ...html.headers, authorization: '' } }),
    ])
    for (let round = 0; round < ROUNDS; round++) {
      const [writer, reader] = round % 2 ? [ours.servers[0], ours.servers[1]] : [ours.servers[1], ours.servers[0]]
      if (!writer || !reader) throw new Error('one process is no test')
      await look(reader)
      await look(reader)
      const name = `Arsenal ${round}.`
      expect((await at(writer, admin, '/api/settings', { method: 'PATCH', body: { name } })).status).toBe(200)
      for (const answer of await look(reader)) expect(answer.text.includes(name), `${round}: ${answer.text.slice(0, 200)}`).toBe(true)
    }
  })
})
