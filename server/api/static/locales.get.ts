import { z } from 'zod'
import { LOCALES } from '#shared/schemas/tenant'

/** The languages of the product, each in its own words. */
export default documented({ summary: 'The languages of the product', response: z.object({ data: z.array(z.object({ code: z.enum(LOCALES), name: z.string() })) }) },
  defineEventHandler(() => {
    return { data: LOCALES.map(code => ({ code, name: new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code })) }
  }))
