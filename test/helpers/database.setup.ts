import { afterAll } from 'vitest'
import { cloneDatabase, dropDatabase } from './database'

// Runs before the imports of the test file: server/infra/config.ts reads the environment once.
const url = await cloneDatabase()
process.env.DATABASE_URL = url
process.env.APP_SECRET = 'a secret of the tests, long enough to be one'
process.env.BASE_DOMAIN = 'localhost'
process.env.LOG_LEVEL = 'error'

afterAll(() => dropDatabase(url))

const { arsenal, riverside } = await import('./schools')
await Promise.all([arsenal.create(), riverside.create()])
