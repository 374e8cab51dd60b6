import type { Contacts } from '#shared/schemas/students'

/** A child's contacts; `ended` where the child is in none of the viewer's groups any more, null where they could not be had. */
export type AskedContacts = Contacts['data'] | 'ended' | null

export const askContacts = (request: ReturnType<typeof useRequestFetch>, studentId: string): Promise<AskedContacts> =>
  request<Contacts>(`/api/students/${encodeURIComponent(studentId)}/contacts`)
    .then(({ data }) => data, (error: { statusCode?: number }) => error.statusCode === 404 ? 'ended' : null)
