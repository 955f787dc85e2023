/** The pages that are nothing but their writing. */
export const writtenPages = ['about', 'privacy'] as const
