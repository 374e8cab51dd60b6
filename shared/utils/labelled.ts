/** The nouns that a tenant may have a word of its own for: it only ever stands alone, as the head of a column or beside a field. */
export const LABELLED = ['group', 'branch', 'student', 'teacher'] as const
export type Labelled = (typeof LABELLED)[number]
