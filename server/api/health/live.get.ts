import { z } from 'zod'

/** The process answers. */
export default documented({ summary: 'The process answers', response: z.object({ status: z.literal('ok') }) }, defineEventHandler(() => ({ status: 'ok' })))
