import { z } from 'zod'

/** The IANA zones that this server knows. */
export default documented({ summary: 'The IANA time zones that a school can have', response: z.object({ data: z.array(z.string()) }) },
  defineEventHandler(() => {
    return { data: Intl.supportedValuesOf('timeZone') }
  }))
