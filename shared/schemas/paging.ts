import { z } from 'zod'

export const MAX_PAGE_SIZE = 100

/** The query of a list in pages; spread into a strict object beside the list's own filters. */
export const pagedQuery = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
}

export interface Paged { page: number, limit: number }

/** A list's answer: its rows, and where they stand among all. */
export const pagedList = <T extends z.ZodType>(item: T) => z.object({
  data: z.array(item),
  pagination: z.object({ page: z.int(), limit: z.int(), total: z.int(), totalPages: z.int() }),
})

/** Puts the rows of one page into the list's shape. `total` counts all rows. */
export function toPage<T>(data: T[], { page, limit }: Paged, total: number) {
  return { data, pagination: { page, limit, total, totalPages: Math.ceil(total / limit) } }
}
