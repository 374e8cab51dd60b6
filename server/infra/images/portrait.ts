/** Side of a portrait in pixels: sharp at the size of a page's head on any phone. */
const SIDE = 320
/** More is no photo of one person, and would take the memory of many. */
const MOST_PIXELS = 50_000_000
const SECONDS = 10

const KINDS: ((bytes: Buffer) => boolean)[] = [
  bytes => bytes.subarray(0, 3).equals(Buffer.from([0xFF, 0xD8, 0xFF])),
  bytes => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])),
  bytes => bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
]

/**
 * A photo drawn anew as a square in WebP: where it was taken, by which device, and whatever else came with the file, stays behind.
 * @param bytes a JPEG, PNG or WebP
 * @returns null for what is none of these, is broken, or far too large
 */
export async function toPortrait(bytes: Buffer): Promise<Buffer | null> {
  if (!KINDS.some(is => is(bytes))) return null
  // Loaded by whoever draws first: most processes never do.
  const { default: sharp } = await import('sharp')
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' })
    .timeout({ seconds: SECONDS }).rotate().resize(SIDE, SIDE, { fit: 'cover', position: 'attention' }).webp({ quality: 78 }).toBuffer()
    .catch(() => null)
}
