/** The most characters there may be of each, as the database has it. */
export const longest = { title: 300, summary: 1000, words: 400_000, note: 300 } as const
