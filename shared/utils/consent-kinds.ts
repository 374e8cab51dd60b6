/** What families are asked for, without zod for the browser's sake. */
export const consentKinds = ['data', 'photos_inside', 'photos_public', 'medical'] as const
export type ConsentKind = (typeof consentKinds)[number]
