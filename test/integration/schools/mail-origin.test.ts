import { afterEach, expect, it } from 'vitest'
import { mailOrigin } from '../../../server/domain/schools/mail-origin'
import { reconfigure } from '../../../server/infra/config'
import { insert } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

afterEach(() => void reconfigure({ PUBLIC_URL: '', DEFAULT_TENANT: '', BASE_DOMAIN: '' }))

it('keeps an address that is the tenant\'s own', async () => {
  expect(await mailOrigin(arsenal.tenant, 'https://arsenal.localhost:8443')).toBe('https://arsenal.localhost:8443')
})

it.each(['http://203.0.113.7', 'http://[2001:db8::7]:3000', 'http://api.localhost', 'http://localhost'])(
  'leads to the tenant, not to the shared or strange host %s that somebody wrote', async (asked) => {
    reconfigure({ DEFAULT_TENANT: 'arsenal' })
    const port = new URL(asked).port
    expect(await mailOrigin(riverside.tenant, asked)).toBe(`http://riverside.localhost${port && `:${port}`}`)
  })

it('leads to the default tenant on the bare domain where it was asked there, and by no bare address', async () => {
  reconfigure({ DEFAULT_TENANT: 'arsenal' })
  expect(await mailOrigin(arsenal.tenant, 'http://localhost:3000')).toBe('http://localhost:3000')
  expect(await mailOrigin(arsenal.tenant, 'http://203.0.113.7:3000')).toBe('http://arsenal.localhost:3000')
})

it('leads to the public address of an installation for its default tenant, and to subdomains with its scheme and port for others', async () => {
  reconfigure({ DEFAULT_TENANT: 'arsenal', PUBLIC_URL: 'https://school.example:8443', BASE_DOMAIN: 'schools.example' })
  expect(await mailOrigin(arsenal.tenant, 'http://203.0.113.7:3000')).toBe('https://school.example:8443')
  expect(await mailOrigin(riverside.tenant, 'http://203.0.113.7:3000')).toBe('https://riverside.schools.example:8443')
})

it('leads to a domain of the tenant\'s own where it has one', async () => {
  await insert('control.domains', { host: 'riverside.example', tenantId: riverside.tenant.id })
  expect(await mailOrigin(riverside.tenant, 'http://203.0.113.7')).toBe('http://riverside.example')
})
