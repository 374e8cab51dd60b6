import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../../server/infra/config'

const url = 'postgres://app@db.example/goalschool'
const secret = 'x'.repeat(32)

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env)
  }
  catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('readConfig', () => {
  it('needs nothing, and then serves the embedded database on port 3000', () => {
    expect(readConfig({})).toMatchObject({ port: 3000, databaseUrl: null, shards: {}, workers: 1, role: 'all', baseDomain: 'localhost' })
  })

  it('takes an empty variable for an absent one, as compose files write them', () => {
    expect(readConfig({ PORT: '', REDIS_URL: '', SHARDS: '' })).toMatchObject({ port: 3000, redisUrl: null })
  })

  it('makes the control database the only shard when no shards are named', () => {
    expect(readConfig({ DATABASE_URL: url }).shards).toEqual({ main: { region: 'local', primary: url, replicas: [] } })
  })

  it('reads shards from JSON', () => {
    const shards = { eu1: { region: 'eu', primary: url }, us1: { region: 'us', primary: url, replicas: [url] } }
    expect(readConfig({ DATABASE_URL: url, SHARDS: JSON.stringify(shards) }).shards).toEqual({
      eu1: { region: 'eu', primary: url, replicas: [] }, us1: { region: 'us', primary: url, replicas: [url] },
    })
  })

  it('cannot be changed', () => {
    expect(() => Object.assign(readConfig({}), { port: 1 })).toThrow(TypeError)
  })

  it('asks for a secret in production, but not in the demo', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual([expect.stringMatching(/^APP_SECRET: is required/)])
    expect(faultsOf({ NODE_ENV: 'production', APP_SECRET: secret })).toEqual([])
    expect(faultsOf({ NODE_ENV: 'production', GOALSCHOOL_DEMO: '1' })).toEqual([])
  })

  it.each([
    ['PORT', 'http'], ['PORT', '70000'], ['DATABASE_URL', 'mysql://db.example/x'], ['DATABASE_URL', 'postgres://'], ['REDIS_URL', 'localhost:6379'],
    ['SHARDS', '{'], ['SHARDS', '{}'], ['SHARDS', '{"a":{"region":"eu"}}'], ['SHARDS', '{"A b":{"region":"eu","primary":"postgres://db/x"}}'],
    ['AMQP_URL', 'http://mq.example'], ['SMTP_URL', 'mail.example'], ['APP_SECRET', 'short'], ['BASE_DOMAIN', 'https://school.example'],
    ['DEFAULT_TENANT', 'Two Words'], ['PUBLIC_URL', 'school.example'], ['WORKERS', '0'], ['WORKERS', 'many'], ['GOALSCHOOL_ROLE', 'boss'],
    ['CDN_PURGE_URL', 'varnish:6081'], ['CDN_PURGE_URL', 'http://a.example,ftp://b.example'], ['CDN_PURGE_TOKEN', 'short'],
    ['GOALSCHOOL_SERVICES', 'attendance,lunch'], ['LOG_LEVEL', 'loud'], ['VAPID_PUBLIC_KEY', 'alone'], ['METRICS_TOKEN', 'short'],
  ])('says in one line what is wrong with %s=%s', (name, value) => {
    const faults = faultsOf({ [name]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(name.startsWith('VAPID') ? /^VAPID_PRIVATE_KEY: / : new RegExp(`^${name}`))
    expect(faults[0]).not.toContain('\n')
  })

  it('names every fault at once', () => {
    expect(faultsOf({ PORT: 'x', WORKERS: '0', LOG_LEVEL: 'loud' }).map(fault => fault.split(':')[0])).toEqual(['PORT', 'WORKERS', 'LOG_LEVEL'])
  })
})
