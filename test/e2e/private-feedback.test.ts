import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { Client } from '../helpers/client'
import { crawlPages } from '../helpers/crawl'
import type { Answer } from '../helpers/http'
import { fetchApiDocument } from '../helpers/openapi'
import { listPages, listRoutes } from '../helpers/routes'
import { rows } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { aWorld, type World } from '../helpers/world'
import { MATRIX } from './isolation.matrix'

// Everything that it says, so that nothing is said of private words in a detail that is off by default.
useServer({ LOG_LEVEL: 'debug', GOALSCHOOL_ROLE: 'web' })
const LOG = 'test/.artifacts/e2e-private-feedback-test-ts.log'

/** In no dictionary and no name: each stands for one way in which private words come into the school. */
const SECRETS = ['Quittenmus', 'Zwetschgenkuchen', 'Holunderblüte', 'Stachelbeere', 'Preiselbeere']
const OPEN = 'Apfelstrudel'
const html = { accept: 'text/html' }
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' }

let world: World
let ids: string[]

beforeAll(async () => {
  world = await aWorld(arsenal)
  const { corner, people: { teacher, admin, parent, student } } = world
  const path = `/api/students/${corner.child.id}/feedback`
  const [first, corrected, later, withdrawn, byForm] = SECRETS as [string, string, string, string, string]
  const give = async (visibility: string, text: string, headers = {}) => (await teacher.post(path, { visibility, text: `He said ${text}.` }, headers)).body.id as string
  const own = [
    await give('public', OPEN),
    await give('private', first, { 'idempotency-key': 'private-words' }),
    await give('private', corrected),
    await give('private', withdrawn),
  ]
  expect((await teacher.patch(`/api/feedback/${own[2]}`, { text: `They said ${later}.` })).status).toBe(200)
  expect((await teacher.delete(`/api/feedback/${own[3]}`)).status).toBe(204)
  const posted = await teacher.post(`/students/${corner.child.id}/feedback`, String(new URLSearchParams({ visibility: 'private', text: `She said ${byForm}.` })), form)
  expect(posted.status).toBe(303)
  // What a staff's look could leave in a cache, is there.
  for (const who of [teacher, admin]) {
    for (let i = 0; i < 3; i++) {
      const answer = await who.get(path)
      expect(SECRETS.filter(secret => answer.text.includes(secret))).toEqual(SECRETS.filter(secret => secret !== withdrawn))
      const page = await who.get(`/students/${corner.child.id}?private=shown`, html)
      for (const { headers, text } of [answer, page]) {
        expect(headers['cache-control']).toBe('no-store')
        expect(text).toContain(later)
      }
    }
  }
  // A refused write of private words is no way out either.
  await teacher.post(path, { visibility: 'private', text: `${first} `.repeat(500) })
  await teacher.post(`/students/${corner.child.id}/feedback`, String(new URLSearchParams({ visibility: 'secret', text: first })), form)
  await parent.post(path, { visibility: 'private', text: 'Mine' })
  const { id: user } = (await student.get('/api/me')).body.user
  ids = [corner.child.id, corner.group.id, corner.lesson.id, corner.branch.id, corner.notice.id, user, ...own]
}, 60_000)

/** In the body and in the headers, a cookie's way of writing included. */
const leaksOf = ({ text, headers }: Answer) => {
  const said = text + JSON.stringify(headers)
  return SECRETS.filter(secret => said.includes(secret) || said.includes(encodeURIComponent(secret)))
}
const FAMILY = ['parent', 'student'] as const

/** A path for every id in place of each parameter; a star is a word of its own. */
const pathsOf = (route: string): string[] => {
  const path = route.replaceAll(/\*\*\w*/g, 'nothing')
  return /[:{]/.test(path) ? ids.map(id => path.replaceAll(/:\w+|\{\w+\}/g, id)) : [path]
}
/** What somebody might add to a path in search of more. */
const QUERIES = ['', '?visibility=private', '?visibility=public&visibility=private', '?search=Quitten', '?private=shown', '?limit=100&page=1']

async function sweep(who: Client, paths: Iterable<string>) {
  const found: string[] = []
  let open = 0
  for (const path of paths) {
    const answer = await who.get(path)
    found.push(...leaksOf(answer).map(secret => `${secret} in GET ${path}`))
    if (answer.text.includes(OPEN)) open++
  }
  return { found, open }
}

it.each(FAMILY)('is in no answer to a GET of a %s: every route, with every id and every question', async (who) => {
  const document = await fetchApiDocument(arsenal.anonymous)
  const documented = Object.entries(document.paths).flatMap(([path, operations]) => 'get' in operations ? [path] : [])
  const routes = listRoutes().flatMap(route => /^(?:GET|ANY) /.test(route) ? [route.replace(/^\w+ /, '')] : [])
  const paths = new Set([...routes, ...documented].flatMap(pathsOf).flatMap(path => QUERIES.map(query => path + query)))
  expect(paths.size).toBeGreaterThan(500)
  const { found, open } = await sweep(world.people[who], paths)
  expect(found).toEqual([])
  // The public words are found, so the sweep looks where feedback is.
  expect(open).toBeGreaterThan(0)
}, 120_000)

it.each(FAMILY)('is on no page that a %s can reach by links, and on none that they cannot', async (who) => {
  const pages = listPages().flatMap(pathsOf)
  const reached = await crawlPages(world.people[who], [...pages, ...pages.map(page => `${page}?private=shown&edit=${ids.at(-1)}`)], 5_000)
  expect(reached.size).toBeGreaterThan(pages.length)
  expect(reached.has(`/children/${world.corner.child.id}`)).toBe(true)
  expect([...reached].flatMap(([path, answer]) => leaksOf(answer).map(secret => `${secret} on ${path}`))).toEqual([])
  expect([...reached].filter(([, { text }]) => text.includes(OPEN)).map(([path]) => path.replace(/\?.*/, ''))).toContain(`/children/${world.corner.child.id}`)
}, 120_000)

it.each(FAMILY)('is in no answer to what a %s may try to write', async (who) => {
  const writes = Object.entries(MATRIX).filter(([route]) => !/^(?:GET|ANY) |sign-out|sessions/.test(route))
  expect(writes.length).toBeGreaterThan(20)
  const found: string[] = []
  for (const [route, entry] of writes) {
    const { path, body, headers } = 'open' in entry ? entry : await entry.request(world)
    const answer = await world.people[who].request(path, { method: route.split(' ')[0] ?? 'POST', body, headers: headers ?? {} })
    found.push(...leaksOf(answer).map(secret => `${secret} in ${route}`))
  }
  expect(found).toEqual([])
}, 120_000)

it('is in no log of the server, and in no table but its own', async () => {
  const log = readFileSync(LOG, 'utf8')
  expect(log.length).toBeGreaterThan(0)
  expect(SECRETS.filter(secret => log.includes(secret))).toEqual([])
  const tables = await rows<{ name: string }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
  const holding = new Set<string>()
  for (const { name } of tables) {
    const [{ held } = { held: 0 }] = await rows<{ held: number }>(`select count(*)::int as held from ${name} t where t::text ~ $1`, [SECRETS.join('|')])
    if (held > 0) holding.add(name)
  }
  expect([...holding].sort()).toEqual(['public.feedback', 'public.feedback_changes'])
})
