import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../helpers/http'
import type { Client } from '../helpers/client'
import { conformance, fetchApiDocument, type ApiDocument } from '../helpers/openapi'
import { listRoutes } from '../helpers/routes'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { snapshot } from '../helpers/snapshot'
import { aWorld, WHO, type World } from '../helpers/world'
import { MATRIX } from './isolation.matrix'
import type { Guarded, Open, Sent } from './matrix/entry'

// Without a worker, which would go on with the imports of one test during the next.
useServer({ GOALSCHOOL_ROLE: 'web' })

let world: World
let otherWorld: World
let document: ApiDocument
let expectToConform: ReturnType<typeof conformance>

beforeAll(async () => {
  world = await aWorld(arsenal)
  otherWorld = await aWorld(riverside)
  document = await fetchApiDocument(arsenal.anonymous)
  expectToConform = conformance(document)
})

const everything = () => Promise.all([snapshot(arsenal), snapshot(riverside)])

/** Nothing of these worlds in the words of an answer: no id of a row, no name of a child, no address. */
function expectNoLeak({ text }: Answer, worlds: World[]) {
  for (const { corner, elsewhere, people } of worlds) {
    for (const { child, lesson, notice } of [corner, elsewhere])
      for (const secret of [child.id, child.name, lesson.id, notice.id]) expect(text).not.toContain(secret)
    for (const person of Object.values(people)) expect(text).not.toContain(person.email)
  }
}

/** Sends it; GET also by HEAD, and a refusal with a condition that a careless cache would answer with 304. */
async function send(client: Client, route: string, { path, body, headers }: Sent) {
  const [method = ''] = route.split(' ')
  const answer = await client.request(path, { method, body, headers })
  if (method !== 'GET') return answer
  const head = await client.head(path, headers)
  expect({ status: head.status, text: head.text }, `HEAD ${path}`).toEqual({ status: answer.status, text: '' })
  if (answer.status < 400) return answer
  const conditional = await client.get(path, { ...headers, 'if-none-match': '*' })
  expect(conditional.status, 'a refusal is no 304').toBe(answer.status)
  return answer
}

async function expectRefused(client: Client, route: string, sent: Sent, status: number) {
  const answer = await send(client, route, sent)
  expect(answer).toBeProblem(status)
  expect(answer.headers['cache-control']).toMatch(/no-store/)
  if (!MATRIX[route]?.undocumented) expectToConform(route, answer)
  expectNoLeak(answer, [world, otherWorld])
}

const isOpen = (entry: Guarded | Open): entry is Open => 'open' in entry
const entries = Object.entries(MATRIX).map(([route, entry]) => ({ name: route, route: route.replace(/^ANY/, 'GET').replace(/\?.*/, ''), entry }))

describe('the matrix', () => {
  it('has an entry for each route, and a route for each entry', () => {
    const covered = new Set(Object.keys(MATRIX).map(name => name.replace(/\?.*/, '')))
    expect([...covered].sort()).toEqual(listRoutes())
  })
})

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
  })

  it('has every route of the API', () => {
    const documented = Object.entries(document.paths)
      .flatMap(([path, operations]) => Object.keys(operations).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`))
    const expected = entries.filter(({ entry }) => !entry.undocumented).map(({ route }) => route)
    expect(documented.filter(route => !route.includes(' /api/auth/')).sort()).toEqual([...new Set(expected)].sort())
  })
})

describe.each(entries.filter(({ entry }) => isOpen(entry)))('$route, open to everybody', ({ route, entry }) => {
  const { status = 200, undocumented, ...sent } = entry as Open

  it('answers a stranger without anybody\'s data, and writes nothing', async () => {
    const before = await everything()
    const answer = await send(arsenal.anonymous, route, sent)
    expect(answer.status, answer.text.slice(0, 300)).toBe(status)
    if (!undocumented) expectToConform(route, answer)
    expectNoLeak(answer, [world, otherWorld])
    expect(await everything()).toEqual(before)
  })
})

describe.each(entries.filter(({ entry }) => !isOpen(entry)))('$name', ({ route, entry }) => {
  const { request, answers, foreign, shows, undocumented } = entry as Guarded
  const refused = WHO.filter(who => answers[who] >= 400)
  const allowed = WHO.filter(who => answers[who] < 400)

  it('refuses strangers and foreign sessions, and writes nothing', async () => {
    const sent = await request(world)
    const before = await everything()
    await expectRefused(arsenal.anonymous, route, sent, 401)
    const intruder = { authorization: `Bearer ${otherWorld.people.admin.token}` }
    await expectRefused(arsenal.anonymous, route, { ...sent, headers: { ...sent.headers, ...intruder } }, 401)
    expect(await everything()).toEqual(before)
  })

  if (foreign !== null) it('knows nothing of the other tenant\'s rows, and writes nothing', async () => {
    const sent = await request(otherWorld)
    const before = await everything()
    const answer = await send(world.people.admin, route, sent)
    expect(answer.status, answer.text.slice(0, 300)).toBe(foreign)
    if (!undocumented) expectToConform(route, answer)
    expectNoLeak(answer, [otherWorld])
    expect(await everything()).toEqual(before)
  })

  if (refused.length > 0) it(`refuses ${refused.join(', ')}, and writes nothing`, async () => {
    for (const who of refused) {
      const sent = await request(world)
      const before = await everything()
      await expectRefused(world.people[who], route, sent, answers[who])
      expect(await everything(), who).toEqual(before)
    }
  })

  if (allowed.length > 0) it(`answers ${allowed.join(', ')}, and leaves the other tenant alone`, async () => {
    const before = await snapshot(riverside)
    for (const who of allowed) {
      const answer = await send(world.people[who], route, await request(world))
      expect(answer.status, `${who}: ${answer.text.slice(0, 300)}`).toBe(answers[who])
      expect(answer.headers['cache-control'] ?? 'private', who).toMatch(/private|no-store/)
      if (!undocumented) expectToConform(route, answer)
      expectNoLeak(answer, [otherWorld])
      if (shows) expect(answer.text.includes(shows.what(world)), `${who} finds it`).toBe(shows.to.includes(who))
    }
    expect(await snapshot(riverside)).toEqual(before)
  })
})
