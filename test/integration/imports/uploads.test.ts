import { beforeEach, describe, expect, it } from 'vitest'
import type { TenantContext, Viewer } from '../../../server/domain/context'
import { confirmImport } from '../../../server/domain/imports/jobs/confirm-import'
import { expireImport, findExpiredImports } from '../../../server/domain/imports/jobs/expire-import'
import { discardImport } from '../../../server/domain/imports/jobs/discard-import'
import { findImport, listImportIssues, listImports } from '../../../server/domain/imports/jobs/list-imports'
import { uploadImport } from '../../../server/domain/imports/jobs/upload-import'
import { workOnImport } from '../../../server/domain/imports/jobs/work-on-import'
import { findWaitingImports } from '../../../server/domain/imports/jobs/claim-import'
import { startImportWorker, wakeImportWorker } from '../../../server/domain/imports/jobs/worker'
import { aSmallSchool, aUserRow, csvOf, type BundleRows } from '../../helpers/bundle'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'
import { zipOf } from '../../helpers/zip'

let ctx: TenantContext<Viewer>
beforeEach(async () => {
  ctx = (await arsenal.aUser('admin')).context
})

function zipped(files: BundleRows): Buffer {
  const manifest = ['propertyName,value', 'oneroster.version,1.1', ...Object.keys(files).map(name => `file.${name},delta`)].join('\n')
  return zipOf([['manifest', manifest], ...Object.entries(files)].map(([name, list]) =>
    ({ name: `${String(name)}.csv`, content: typeof list === 'string' ? list : csvOf(list ?? []) })))
}

const upload = (bytes: Buffer, fileName = 'bundle.zip') => uploadImport(ctx, fileName, (async function* () {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000)
})())
const chunksOf = (id: string) => rows('select 1 from import_chunks where "importId" = $1', [id])

describe('an uploaded bundle', () => {
  it('is checked, shown, confirmed and written once', async () => {
    const id = await upload(zipped(aSmallSchool()), '../../etc/Bundle\u0007 1.zip')
    expect(await findWaitingImports('main')).toEqual([{ id, tenantId: arsenal.tenant.id }])
    await workOnImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ kind: 'oneroster', state: 'checked', fileName: 'Bundle 1.zip', progress: 1, summary: { dryRun: true, added: { students: 3 } } })
    expect(await rows('select 1 from students where "tenantId" = $1', [arsenal.tenant.id])).toEqual([])

    await confirmImport(ctx, id, { partial: false })
    await expect(confirmImport(ctx, id, { partial: false })).rejects.toMatchObject({ code: 'not_checked', status: 409 })
    await Promise.all([workOnImport(ctx, id), workOnImport(ctx, id)])
    expect(await findImport(ctx, id)).toMatchObject({ state: 'done', summary: { dryRun: false, added: { students: 3 } } })
    expect(await chunksOf(id)).toEqual([])
    expect((await listImports(ctx, { page: 1, limit: 10 })).data.map(item => item.id)).toContain(id)
    expect(await rows(`select action from audit_entries where "subjectId" = $1 order by id`, [id])).toEqual([{ action: 'import.confirmed' }, { action: 'import.written' }])
  })

  it('with refused rows is written only when the valid ones are wanted', async () => {
    const id = await upload(zipped({ users: [aUserRow('good', 'student', { orgSourcedIds: '' }), aUserRow('bad', 'king')] }))
    await workOnImport(ctx, id)
    await expect(confirmImport(ctx, id, { partial: false })).rejects.toMatchObject({ code: 'rows_refused', status: 409 })
    expect(await listImportIssues(ctx, id, { severity: 'error', page: 1, limit: 10 })).toMatchObject({
      data: [{ file: 'users.csv', line: 3, column: 'role', code: 'bad_value', value: 'king' }], pagination: { total: 1 },
    })
    await confirmImport(ctx, id, { partial: true })
    await workOnImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ state: 'done', summary: { ok: true, added: { students: 1 } } })
  })

  it('is taken over when its worker fell silent, and not before', async () => {
    const id = await upload(zipped(aSmallSchool()))
    await rows(`update imports set state = 'checking', "leaseUntil" = now() + interval '1 minute' where id = $1`, [id])
    await workOnImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ state: 'checking' })
    await rows(`update imports set "leaseUntil" = now() - interval '1 second' where id = $1`, [id])
    expect((await findWaitingImports('main')).map(waiting => waiting.id)).toContain(id)
    await workOnImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ state: 'checked' })
  })

  it('fails with a word on why when it cannot be read', async () => {
    const id = await upload(Buffer.from('PK nothing of the kind'))
    await workOnImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ state: 'failed', failure: 'bad_zip' })
    expect(await chunksOf(id)).toEqual([])
  })

  it('can be discarded until it is confirmed, with all that was kept of it', async () => {
    const id = await upload(zipped(aSmallSchool()))
    await workOnImport(ctx, id)
    await discardImport(ctx, id)
    expect(await findImport(ctx, id)).toMatchObject({ state: 'discarded' })
    expect(await chunksOf(id)).toEqual([])
    await expect(confirmImport(ctx, id, { partial: false })).rejects.toMatchObject({ code: 'not_checked' })
  })

  it('is thrown away when nobody has confirmed it for a day, with all that was kept of it', async () => {
    const [id, young, confirmed] = [await upload(zipped(aSmallSchool())), await upload(zipped(aSmallSchool())), await upload(zipped(aSmallSchool()))]
    for (const one of [id, young, confirmed]) await workOnImport(ctx, one)
    await rows(`update imports set "createdAt" = now() - interval '23 hours' where id = $1`, [young])
    await rows(`update imports set "createdAt" = now() - interval '25 hours' where id = any($1)`, [[id, confirmed]])
    await confirmImport(ctx, confirmed, { partial: false })

    expect(await findExpiredImports('main')).toEqual([{ id, tenantId: arsenal.tenant.id }])
    const stranger = (await riverside.aUser('admin')).context
    for (const context of [stranger, ctx]) for (const one of [id, young, confirmed]) await expireImport(context, one)

    expect(await findImport(ctx, id)).toMatchObject({ state: 'discarded', failure: 'expired', summary: null, finishedAt: expect.any(String) })
    expect(await chunksOf(id)).toEqual([])
    expect(await findExpiredImports('main')).toEqual([])
    await expect(confirmImport(ctx, id, { partial: false })).rejects.toMatchObject({ code: 'expired', status: 409 })
    expect(await rows(`select action from audit_entries where "subjectId" = $1`, [id])).toEqual([{ action: 'import.expired' }])
    expect(await findImport(ctx, young)).toMatchObject({ state: 'checked' })
    expect(await findImport(ctx, confirmed)).toMatchObject({ state: 'confirmed' })
    expect(await chunksOf(young)).not.toEqual([])
  })

  it('by the worker of a process: an expired one goes, a waiting one is checked', async () => {
    const [expired, waiting] = [await upload(zipped(aSmallSchool())), await upload(zipped(aSmallSchool()))]
    await workOnImport(ctx, expired)
    await rows(`update imports set "createdAt" = now() - interval '25 hours' where id = $1`, [expired])
    const stop = startImportWorker()
    try {
      wakeImportWorker()
      await expect.poll(async () => [(await findImport(ctx, expired)).state, (await findImport(ctx, waiting)).state]).toEqual(['discarded', 'checked'])
    }
    finally {
      stop()
    }
  })

  it('leaves nothing of an upload that breaks off or is empty', async () => {
    const before = await rows('select 1 from imports')
    await expect(uploadImport(ctx, 'x.zip', (async function* () {
      yield Buffer.alloc(600_000, 'P')
      throw new Error('gone')
    })())).rejects.toThrow('gone')
    await expect(upload(Buffer.alloc(0))).rejects.toMatchObject({ code: 'empty_upload' })
    expect(await rows('select 1 from imports')).toHaveLength(before.length)
  })

  it('is in nobody else’s sight', async () => {
    const id = await upload(zipped(aSmallSchool()))
    const stranger = (await riverside.aUser('admin')).context
    await expectNotInSight(findImport(stranger, id))
    await expectNotInSight(listImportIssues(stranger, id, { severity: 'error', page: 1, limit: 10 }))
    await expectNotInSight(confirmImport(stranger, id, { partial: true }))
    await expectNotInSight(discardImport(stranger, id))
    expect((await listImports(stranger, { page: 1, limit: 10 })).data).toEqual([])
  })
})
