import { describe, expect, it } from 'vitest'
import { http } from '../helpers/http'
import { insert } from '../helpers/school/rows'
import { arsenal, riverside } from '../helpers/schools'
import { serverOrigin, startServer, useServer } from '../helpers/server'

useServer({ PUBLIC_URL: 'http://school.example' })

const me = (headers: Record<string, string>) => http(serverOrigin(), '/api/me', { headers })

describe('the tenant of a request', () => {
  it.each([
    ['a subdomain', { host: 'arsenal.localhost' }],
    ['a subdomain with a port', { host: 'arsenal.localhost:3000' }],
    ['a subdomain in capitals', { host: 'ARSENAL.LocalHost' }],
    ['a subdomain with its own slug in the header', { 'host': 'arsenal.localhost', 'x-tenant-id': 'arsenal' }],
    ['the base domain with the header', { 'host': 'localhost', 'x-tenant-id': 'arsenal' }],
    ['api. of the base domain with the header', { 'host': 'api.localhost', 'x-tenant-id': 'arsenal' }],
    ['the host of PUBLIC_URL with the header', { 'host': 'school.example', 'x-tenant-id': 'arsenal' }],
    ['a bare address with the header', { 'host': '127.0.0.1:3000', 'x-tenant-id': 'arsenal' }],
    ['a bare IPv6 address with the header', { 'host': '[::1]:3000', 'x-tenant-id': 'arsenal' }],
  ] as [string, Record<string, string>][])('is named by %s', async (_, headers) => {
    const { status, body } = await me(headers)
    expect({ status, slug: body?.tenant?.slug }).toEqual({ status: 200, slug: 'arsenal' })
  })

  it('is named by a domain of its own, and by no name below or above it', async () => {
    await insert('control.domains', { host: 'club.example', tenantId: arsenal.tenant.id })
    expect((await me({ host: 'club.example' })).body.tenant.slug).toBe('arsenal')
    expect(await me({ host: 'www.club.example' })).toBeProblem(404, 'not_found')
    expect(await me({ host: 'example' })).toBeProblem(404, 'not_found')
  })

  it.each([
    ['an unknown subdomain', { host: 'nobody.localhost' }],
    ['a domain of nobody', { host: 'evil.example' }],
    ['a name that only ends like the base domain', { host: 'arsenalxlocalhost' }],
    ['the base domain as a prefix', { host: 'arsenal.localhost.evil.example' }],
    ['a subdomain of a subdomain', { host: 'x.arsenal.localhost' }],
    ['an unknown slug on the base domain', { 'host': 'localhost', 'x-tenant-id': 'nobody' }],
    ['a slug that is none', { 'host': 'localhost', 'x-tenant-id': '../arsenal' }],
    ['the id of a tenant instead of its slug', { 'host': 'localhost', 'x-tenant-id': arsenal.tenant.id }],
  ] as [string, Record<string, string>][])('does not exist for %s: 404', async (_, headers) => {
    expect(await me(headers)).toBeProblem(404, 'not_found')
  })

  it.each([
    ['a host and a header that disagree', { 'host': 'arsenal.localhost', 'x-tenant-id': 'riverside' }],
    ['a host with an account in it', { host: 'riverside.localhost@arsenal.localhost' }],
    ['a host with a path in it', { host: 'arsenal.localhost/riverside' }],
    ['a host with a space in it', { host: 'arsenal.localhost evil' }],
    ['two hosts in one', { host: 'arsenal.localhost,riverside.localhost' }],
    ['a port that is none', { host: 'arsenal.localhost:80:90' }],
  ] as [string, Record<string, string>][])('is refused for %s: 400', async (_, headers) => {
    expect(await me(headers)).toBeProblem(400)
  })

  it('must be chosen on a shared host without a default', async () => {
    expect(await me({ host: 'localhost' })).toBeProblem(400, 'tenant_required')
  })

  it.each(['x-forwarded-host', 'x-original-host', 'x-host', 'forwarded', 'x-http-host-override'])('is not what a stranger puts into %s', async (name) => {
    const value = name === 'forwarded' ? 'host=riverside.localhost' : 'riverside.localhost'
    expect((await me({ host: arsenal.host, [name]: value })).body.tenant.slug).toBe('arsenal')
  })
})

describe('behind a trusted proxy', () => {
  it('the forwarded host counts, and a contradiction is still one', async () => {
    const server = await startServer({ TRUSTED_PROXIES: '127.0.0.1', DEFAULT_TENANT: 'arsenal' })
    const ask = (headers: Record<string, string>) => http(server.origin, '/api/me', { headers })
    try {
      expect((await ask({ 'host': 'internal', 'x-forwarded-host': riverside.host })).body.tenant.slug).toBe('riverside')
      expect(await ask({ 'host': 'internal', 'x-forwarded-host': riverside.host, 'x-tenant-id': 'arsenal' })).toBeProblem(400, 'tenant_contradiction')
      expect(await ask({ 'host': arsenal.host, 'x-forwarded-host': 'evil.example' })).toBeProblem(404, 'not_found')
      expect((await ask({ host: 'localhost' })).body.tenant.slug).toBe('arsenal')
    }
    finally {
      await server.stop()
    }
  })
})

describe('what needs no tenant', () => {
  it.each(['/api/health', '/api/health/live', '/api/health/ready'])('%s answers under any host', async (path) => {
    expect((await http(serverOrigin(), path, { headers: { host: 'anything.example' } })).status).toBe(200)
  })
})
