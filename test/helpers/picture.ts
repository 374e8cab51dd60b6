import sharp from 'sharp'
import { insert } from './school/rows'
import type { School } from './school/school'

/** A picture as a phone takes it, lying on its side, with the place where it was taken. */
export const aPicture = (width = 640, height = 480): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#1d6b4f' } }).withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '50/1 27/1 0/1' } }).jpeg().toBuffer()

/** A photo of a student as the database keeps it. */
export async function aPhoto({ tenant }: School, studentId: string): Promise<void> {
  const image = await sharp({ create: { width: 320, height: 320, channels: 3, background: '#805030' } }).webp().toBuffer()
  await insert('student_photos', { tenantId: tenant.id, studentId, image })
}
