import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { DomainError } from '../../errors'
import type { BundleFile, BundleSource } from './bundle-file'
import { openFolder } from './open-folder'
import { openZipFile } from './open-zip'

async function infoOf(path: string) {
  return stat(path).catch((cause: unknown) => {
    throw new DomainError('not_found', { detail: `There is nothing at ${path}`, cause })
  })
}

/** A bundle that lies on this machine, as a folder or a zip. @throws DomainError `not_found`, `bad_zip`, `zip_bomb` */
export async function openBundle(path: string): Promise<BundleSource> {
  const info = await infoOf(path)
  return info.isDirectory() ? openFolder(path) : openZipFile(path)
}

/** One file that lies on this machine. @throws DomainError `not_found` */
export async function openPath(path: string): Promise<BundleFile> {
  const info = await infoOf(path)
  if (!info.isFile()) throw new DomainError('not_found', { detail: `${path} is not a file` })
  return { name: basename(path), size: info.size, open: async () => createReadStream(path) }
}
