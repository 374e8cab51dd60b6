import { idParams } from '#shared/schemas/ids'
import { asksForRecord } from '../../../domain/people/policy'
import { exportRecord } from '../../../domain/people/record/export-record'

export default defineFileHandler({
  summary: 'All that is kept of a student, as JSON and CSV; without other people\'s words and contacts for the family; in the audit log',
  allow: asksForRecord,
  params: idParams,
  media: 'application/zip',
  run: async ({ ctx, params, signal }) => ({ fileName: `student-${params.id}.zip`, chunks: await exportRecord(ctx, params.id, signal) }),
})
