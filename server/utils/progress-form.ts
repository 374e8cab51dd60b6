import type { EventHandler, H3Event } from 'h3'
import { idParams } from '#shared/schemas/ids'
import type { TenantContext, Viewer } from '../domain/context'
import { assesses } from '../domain/progress/policy'
import { defineFormHandler, type FormFields } from './define-form-handler'

const studentOf = (event: H3Event) => parseParams(idParams, getRouterParams(event)).id
const place = (studentId: string, { skillId = '' }: FormFields, said: 'saved' | 'refused') =>
  `/students/${studentId}?progress=${said}&skill=${encodeURIComponent(skillId)}#progress`

/** A form about one skill of a student, on the student's page: it comes back there and says how it went. */
export function defineProgressForm(run: (ctx: TenantContext<Viewer>, studentId: string, fields: FormFields) => Promise<unknown>): EventHandler {
  return defineFormHandler({
    allow: assesses,
    page: (fields, event) => place(studentOf(event), fields, 'refused'),
    async run({ event, fields }) {
      const [ctx, studentId] = [viewerContext(event), studentOf(event)]
      const work = async () => {
        await run(ctx, studentId, fields)
        return place(studentId, fields, 'saved')
      }
      // What stood on the page; a form without it may be sent as often as one likes.
      return fields.state ? onceByForm(ctx, [event.path, fields], work) : work()
    },
  })
}
