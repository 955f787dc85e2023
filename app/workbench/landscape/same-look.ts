/** All that the address of a landscape says of how one looks at it. */
const looks = ['view', 'boundary', 'lens', 'only', 'known', 'by', 'than', 'at', 'sel'] as const

/** One of the things an address says of how one looks at a landscape. */
export type Look = (typeof looks)[number]

/**
 * The address of a page or file of the landscape, looked at as `url` does but for what is changed; an empty value takes a look away. What is
 * not a look (a message, a page of a table) is left behind.
 */
export function sameLook(url: URL, change: Partial<Record<Look, string>> = {}, path: string = url.pathname): string {
  const query = new URLSearchParams()
  for (const look of looks) {
    const changed = change[look]
    const values = changed === undefined ? url.searchParams.getAll(look) : [changed]
    for (const value of values) if (value !== '' && !(look === 'view' && value === 'map')) query.append(look, value)
  }
  return query.size > 0 ? `${path}?${query}` : path
}
