import { idParams } from '#shared/schemas/ids'
import type { FormFields } from '../../../utils/define-form-handler'
import { markAllPresent } from '../../../domain/attendance/mark-all-present'
import { removeGuest } from '../../../domain/lessons/remove-guest'

const kept = (fields: FormFields, id: string) => ({ ...fields, [`status.${id}`]: '', [`minutes.${id}`]: '', [`note.${id}`]: '' })

/** The register as a plain form: saves what was changed, then does what the button says. */
export default defineFormHandler({
  page: (_fields, event) => `/lessons/${getRouterParam(event, 'id')}/register`,
  async run({ fields, event }) {
    const ctx = viewerContext(event)
    const { id } = parseParams(idParams, getRouterParams(event))
    const { saved, overtaken } = await saveRegisterForm(ctx, id, fields.clear ? kept(fields, fields.clear) : fields)
    if (fields.action === 'all-present') await markAllPresent(ctx, id)
    if (fields.removeGuest) await removeGuest(ctx, id, parseParams(idParams, { id: fields.removeGuest }).id)
    const query = new URLSearchParams({ saved: String(saved) })
    if (fields.action === 'all-present') query.set('done', 'all-present')
    if (overtaken.length > 0) query.set('overtaken', overtaken.map(mark => `${mark.studentId}.${mark.status ?? ''}`).join(' '))
    return `/lessons/${id}/register?${query}`
  },
})
