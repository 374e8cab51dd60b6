/** Goes on to the record that a duplicate was merged into, where the reader sees it. @returns whether it did */
export async function followMerge(id: string, pathOf: (kept: string) => string): Promise<boolean> {
  const kept = await useRequestFetch()<{ id: string }>(`/api/students/${encodeURIComponent(id)}/kept`).catch(() => null)
  if (kept) await navigateTo(pathOf(kept.id), { redirectCode: 302 })
  return kept !== null
}
