import type { EventHandler, H3Event } from 'h3'
import type { TenantContext } from '../domain/context'
import { DomainError, forbidden } from '../domain/errors'
import type { Policy } from './define-tenant-handler'

export type FormFields = Record<string, string>

export interface FormSpec {
  /** Who may, by role: others get an error page. Left out where the verb itself says who may. */
  allow?: Policy
  /** The page that shows the form, to come back to when it was refused. */
  page: (fields: FormFields, event: H3Event) => string
  /** Fields that stand in the form again after that; never a password. */
  keep?: string[] | ((fields: FormFields) => string[])
  /** Does it, and says where to go on to: a path of this site. */
  run(input: { ctx: TenantContext, fields: FormFields, event: H3Event }): Promise<string>
}

/**
 * A plain HTML form: the same verb as the API's, then 303. What the domain refuses is shown on the page again,
 * through a flash; anything else is an error page.
 */
export function defineFormHandler({ allow, page, keep = [], run }: FormSpec): EventHandler {
  return defineEventHandler(async (event) => {
    const ctx = tenantContext(event)
    if (allow && !allow(viewerContext(event).viewer, ctx.tenant)) throw forbidden()
    await takeWrite(event, ctx)
    setResponseHeader(event, 'cache-control', 'no-store')
    const posted = await readForm(event)
    // A field that occurs twice counts once: no form of ours repeats a name here.
    const fields: FormFields = Object.fromEntries(Object.entries(posted).map(([name, value]) => [name, Array.isArray(value) ? value[0] ?? '' : value]))
    try {
      return await sendRedirect(event, await run({ ctx, fields, event }), 303)
    }
    catch (error) {
      if (!(error instanceof DomainError) || error.status === 404) throw error
      setFlash(event, {
        code: error.code,
        ...(error.errors ? { errors: error.errors.map(({ path, code }) => ({ path, code })) } : {}),
        values: Object.fromEntries((typeof keep === 'function' ? keep(fields) : keep).map(name => [name, (fields[name] ?? '').slice(0, 320)])),
      })
      return sendRedirect(event, page(fields, event), 303)
    }
  })
}
