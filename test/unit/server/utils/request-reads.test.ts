import { expect, it } from 'vitest'
import { RequestReads } from '../../../../server/utils/request-reads'

it('guesses what a path asked for the last time, whatever its query, and nothing of another tenant’s or person’s', () => {
  expect(new RequestReads('one').guess('/api/groups')).toEqual([])
  new RequestReads('one').use('/api/groups?page=2', ['people', 'group:17'], 'day', '2026-11-26')
  expect(new RequestReads('one').guess('/api/groups?page=3')).toEqual(['people'])
  new RequestReads('one').use('/api/groups/17/plan', ['lessons', 'group:17', 'student:8'], 'day', '2026-11-26')
  expect(new RequestReads('one').guess('/api/groups/17/plan')).toEqual(['lessons', 'group:17'])
  expect(new RequestReads('two').guess('/api/groups')).toEqual([])
})

it('says of a guess nothing of what the answer was made from', async () => {
  const reads = new RequestReads('one')
  const values = await reads.read(['all', 'group:7', 'all'])
  expect(values?.[0]).toBe(values?.[2])
  expect(reads.sources.tags).toEqual([])
  reads.use('/api/groups', ['all'], 'day', '2026-11-26')
  expect(reads.sources).toEqual({ tags: ['all'], values: [values?.[0]] })
})

it('remembers no path that is made up at length', () => {
  const path = `/api/${'x'.repeat(300)}`
  new RequestReads('one').use(path, ['people'], 'day', '2026-11-26')
  expect(new RequestReads('one').guess(path)).toEqual([])
})
