import type { TenantContext, Viewer } from '../../context'
import { recordAudit } from '../../audit/record-audit'
import { notInSight } from '../../errors'
import { csvLines } from '../../exports/csv/csv-lines'
import { type ExportFile, zipOf } from '../../exports/zip-of'
import { db, type Snapshot } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { studentsToKeep } from '../reach'
import { asFamily, studentsInSight } from '../sight'
import type { RecordKind, RecordScope } from './record-kind'
import { RECORD_KINDS } from './record-kinds'

type RecordRow = Record<string, string | number | boolean | Date | null>

/**
 * All that is kept of a student as a zip: `record.json`, and a CSV for each kind of thing. The office that keeps the
 * record gets it as it is, a manager without marks of other branches; a guardian or the student without other people's
 * words and contacts.
 * @throws DomainError `not_found` when the student is not in sight as whoever may ask for the whole
 */
export async function exportRecord(ctx: TenantContext<Viewer>, studentId: string, signal?: AbortSignal): Promise<AsyncGenerator<Uint8Array>> {
  const scope = { ctx, studentId, forFamily: await forFamily(ctx, studentId) }
  await db.change(ctx, tx => recordAudit(tx, ctx, { action: 'export.student', subject: 'student', subjectId: studentId, details: { forFamily: scope.forFamily } }))
  return packed(scope, signal)
}

async function forFamily(ctx: TenantContext<Viewer>, studentId: string): Promise<boolean> {
  const [row] = await db.query<{ office: boolean, family: boolean }>(ctx, sql`
    SELECT ${studentsToKeep(ctx)} AS office, ${studentsInSight(asFamily(ctx))} AS family
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND s."erasedAt" IS NULL`)
  if (!row?.office && !row?.family) throw notInSight()
  return !row.office
}

async function* packed(scope: RecordScope, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const snapshot = await db.snapshot(scope.ctx, signal)
  const csv = (kind: RecordKind): ExportFile => ({ name: `${kind.name}.csv`, chunks: () => tableOf(snapshot, scope, kind) })
  try {
    yield* zipOf([{ name: 'record.json', chunks: () => documentOf(snapshot, scope) }, ...RECORD_KINDS.map(csv)])
  }
  finally {
    await snapshot.close()
  }
}

/** One document, written row by row. */
async function* documentOf(snapshot: Snapshot, scope: RecordScope): AsyncGenerator<string> {
  const { name, slug, timeZone } = scope.ctx.tenant
  yield `{"school":${JSON.stringify({ name, slug, timeZone })},"madeAt":${JSON.stringify(new Date().toISOString())}`
  for (const kind of RECORD_KINDS) {
    yield `,${JSON.stringify(kind.name)}:[`
    let separator = ''
    for await (const rows of snapshot.rows<RecordRow>(kind.rows(scope))) {
      yield separator + rows.map(row => JSON.stringify(row)).join(',')
      separator = ','
    }
    yield ']'
  }
  yield '}'
}

async function* tableOf(snapshot: Snapshot, scope: RecordScope, { columns, rows }: RecordKind): AsyncGenerator<string> {
  yield csvLines([columns])
  for await (const batch of snapshot.rows<RecordRow>(rows(scope)))
    yield csvLines(batch.map(row => columns.map((column) => {
      const value = row[column]
      return value instanceof Date ? value.toISOString() : value
    })))
}
