import { attendanceExportQuery } from '#shared/schemas/exports'
import { exportAttendance } from '../../domain/exports/export-attendance'
import { isManager } from '../../domain/people/policy'

export default defineFileHandler({
  summary: 'The marks of a range of days as attendance.csv, which imports again; in the audit log',
  allow: isManager,
  query: attendanceExportQuery,
  media: 'text/csv; charset=utf-8',
  run: async ({ ctx, query, signal }) => ({
    fileName: `attendance-${ctx.tenant.slug}-${query.from}-${query.to}.csv`, chunks: await exportAttendance(ctx, query, signal),
  }),
})
