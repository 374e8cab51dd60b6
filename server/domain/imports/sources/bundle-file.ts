import type { Readable } from 'node:stream'

export interface BundleFile {
  /** Without folders, as it was given; shown to people, never a path. */
  name: string
  /** Bytes, unpacked. */
  size: number
  open(): Promise<Readable>
}

/** The files of one bundle, wherever they lie. */
export interface BundleSource {
  files: BundleFile[]
  close(): Promise<void>
}
