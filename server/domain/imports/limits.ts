/** What one import may cost, whatever it was given. */
export const limits = {
  /** Bytes of one uploaded file. */
  upload: 200 * 1024 * 1024,
  /** Entries of one zip, folders included. */
  entries: 200,
  /** Bytes of one file and of all files of a bundle, unpacked. */
  unpackedFile: 1024 * 1024 * 1024,
  unpackedTotal: 2 * 1024 * 1024 * 1024,
  /** A file of more than `ratioFrom` bytes that shrank more than `ratio` times was made to. */
  ratio: 200,
  ratioFrom: 4 * 1024 * 1024,
  /** Bytes of one row, and characters of one cell that is kept. */
  row: 256 * 1024,
  cell: 500,
  /** Ids in one cell with several. */
  listed: 200,
  /** Refused rows and warnings that a summary lists; beyond them it only counts. */
  issues: 1000,
} as const
