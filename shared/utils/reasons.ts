/** Codes that every language of ours has a word for; a tenant may add its own with a label. */
export const standardReasons = ['ill', 'family', 'travel', 'appointment', 'unexplained', 'other'] as const
export type StandardReason = (typeof standardReasons)[number]

export const standardReason = (reason: string): StandardReason | null => standardReasons.find(code => code === reason) ?? null
