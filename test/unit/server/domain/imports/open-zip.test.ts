import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openZipFile } from '../../../../../server/domain/imports/sources/open-zip'
import { zipOf, type ZipEntry } from '../../../../helpers/zip'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goalschool-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(entries: ZipEntry[]) {
  const path = join(folder, 'bundle.zip')
  await writeFile(path, zipOf(entries))
  return openZipFile(path)
}

const refusal = (code: string) => ({ name: 'DomainError', code })

describe('a zip', () => {
  it('gives its files, in one folder or in none', async () => {
    for (const prefix of ['', 'export/']) {
      const source = await open([{ name: `${prefix}orgs.csv`, content: 'a,b\n' }, { name: '__MACOSX/x', content: '' }, { name: `${prefix}.DS_Store`, content: '' }])
      expect(source.files.map(({ name, size }) => ({ name, size }))).toEqual([{ name: 'orgs.csv', size: 4 }])
      expect(await text(await source.files[0]!.open())).toBe('a,b\n')
      await source.close()
    }
  })

  it.each(['../orgs.csv', '/etc/passwd', 'a/../../orgs.csv', 'C:/orgs.csv', '..\\orgs.csv', 'one/two/orgs.csv'])('is refused with an entry called %s', async (name) => {
    await expect(open([{ name, content: 'x' }])).rejects.toMatchObject(refusal('bad_zip'))
  })

  it('is refused when a file shrank too well, before any of it is unpacked', async () => {
    await expect(open([{ name: 'users.csv', content: Buffer.alloc(8 * 1024 * 1024, 'a') }])).rejects.toMatchObject(refusal('zip_bomb'))
  })

  it('is refused when it says it unpacks to too much', async () => {
    await expect(open([{ name: 'users.csv', content: 'x', claimedSize: 0xF0000000 }])).rejects.toMatchObject(refusal('zip_bomb'))
  })

  it('fails while it is read when it unpacks to more than it said', async () => {
    const source = await open([{ name: 'users.csv', content: 'x'.repeat(1000), claimedSize: 10 }])
    await expect(source.files[0]!.open().then(text)).rejects.toMatchObject(refusal('bad_zip'))
    await source.close()
  })

  it('is refused with more entries than a bundle could have', async () => {
    await expect(open(Array.from({ length: 201 }, (_, i) => ({ name: `${i}.csv`, content: '' })))).rejects.toMatchObject(refusal('zip_bomb'))
  })

  it('is refused when it is none', async () => {
    const path = join(folder, 'none.zip')
    await writeFile(path, 'PK but not really a zip at all')
    await expect(openZipFile(path)).rejects.toMatchObject(refusal('bad_zip'))
  })
})
