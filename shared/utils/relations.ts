/** As a guardian may be called. */
export const relations = ['mother', 'father', 'parent', 'grandmother', 'grandfather', 'guardian', 'relative', 'aunt', 'uncle'] as const
