import { sql } from '../../infra/db/sql'
import type { TenantContext } from '../context'
import { attendanceFile } from './attendance/attendance-file'
import { checkMarks } from './attendance/check-marks'
import { enrolMarked } from './attendance/enrol-marked'
import { findLessons } from './attendance/find-lessons'
import { mergeMarks } from './attendance/merge-marks'
import { copyRows } from './csv/copy-rows'
import { countBytes } from './csv/count-bytes'
import { addIssue } from './issues'
import { lendIds, notErased, takeIdsBack } from './lend-ids'
import { runImport, type ImportOptions } from './run-import'
import type { BundleFile } from './sources/bundle-file'
import { collectIssues, copyStatement, createIssueTable, temporaryTable } from './stage'
import { newTally, type ImportSummary } from './summary'

const NAMED = [
  { table: 'students', names: sql`select "student" from "in_attendance"`, only: notErased },
  { table: 'groups', names: sql`select "class" from "in_attendance"` },
  { table: 'branches', names: sql`select "org" from "in_attendance"` },
]

/**
 * Imports the marks of an `attendance.csv`, all or nothing in one transaction; notifies nobody.
 * With refused rows nothing is written unless `partial`; the summary is complete all the same.
 */
export async function importAttendance(ctx: TenantContext, file: BundleFile, options: ImportOptions): Promise<ImportSummary> {
  return runImport(ctx, 'attendance', options, async (stage, onProgress) => {
    const { table, fields, fileName } = attendanceFile
    await stage.tx.query(temporaryTable(table, fields))
    await createIssueTable(stage)
    let read = 0
    const input = countBytes(await file.open(), bytes => onProgress(0.5 * (read += bytes) / Math.max(file.size, 1)))
    await stage.tx.copyFrom(copyStatement(table, fields), copyRows(input, attendanceFile, (severity, line, column, code, value) =>
      addIssue(stage.log, severity, { file: fileName, line, column }, code, value)))
    await stage.tx.query(sql`analyze ${table}`)
    await lendIds(stage, NAMED)
    await checkMarks(stage)
    onProgress(0.6)
    await findLessons(stage)
    onProgress(0.75)
    await enrolMarked(stage)
    const tally = newTally()
    await mergeMarks(stage, tally)
    await takeIdsBack(stage, NAMED)
    await collectIssues(stage)
    onProgress(1)
    return tally
  })
}
