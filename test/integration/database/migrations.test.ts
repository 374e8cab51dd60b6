import { expect, it } from 'vitest'
import { migrate, schemaDifference } from '../../../server/infra/db/migrate'
import { runSql } from '../../helpers/database'

const url = process.env.DATABASE_URL ?? ''

it('leaves no difference between schema.prisma and the migrations', async () => {
  expect(await schemaDifference(url)).toBe('')
})

it('applies nothing a second time', async () => {
  expect(await migrate(url)).toEqual([])
})

it('lets one of many runners at a time do the work, each of them content', async () => {
  const name = `fresh_${Date.now()}`
  await runSql(url, `create database ${name}`)
  const fresh = new URL(url)
  fresh.pathname = `/${name}`
  const applied = await Promise.all([migrate(fresh.href), migrate(fresh.href), migrate(fresh.href)])
  await runSql(url, `drop database ${name} with (force)`)

  expect(applied.filter(names => names.length > 0)).toHaveLength(1)
})
