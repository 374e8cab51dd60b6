import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { Client } from './client'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/**
 * The row behind `path` does not exist for `viewer`: 404 to GET and to HEAD,
 * and in the very words in which an id answers that nobody has.
 */
export async function expectInvisible(viewer: Client, path: string): Promise<void> {
  const answer = await viewer.get(path)
  expect(answer).toBeProblem(404, 'not_found')
  const { status, text } = await viewer.head(path)
  expect({ status, text }).toEqual({ status: 404, text: '' })

  const nothing = await viewer.get(path.replaceAll(UUID, () => randomUUID()))
  const words = (body: object) => ({ ...body, requestId: undefined, instance: undefined })
  expect(words(answer.body)).toEqual(words(nothing.body))
}

/** A verb that was given something which its viewer may not see says what it says of nothing at all. */
export async function expectNotInSight(work: Promise<unknown>): Promise<void> {
  await expect(work).rejects.toMatchObject({ code: 'not_found', status: 404 })
}
