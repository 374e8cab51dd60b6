import { expect, it } from 'vitest'
import { ensureBuild } from '../helpers/build'
import { startServer } from '../helpers/server'

it('the built server that was told nothing makes up no secret and keeps no mails for all to read', async () => {
  await ensureBuild()
  await expect(startServer({ NODE_ENV: '', APP_SECRET: '' })).rejects.toThrow('APP_SECRET: is required in production')
}, 300_000)
