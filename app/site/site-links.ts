/** Where the texts of the site stand, by the scheme that links of ours begin with. Screens of the workbench need a landscape: none here. */
const places: Record<string, (key: string) => string> = {
  chapter: (key) => `/handbook/${key}`,
  card: (key) => `/handbook/cards/${key}`,
  glossary: (key) => `/handbook/glossary#${key}`,
  post: (key) => `/blog/${key}`,
  event: (key) => `/events/${key}`,
  // of one kind
  events: (key) => (key === 'all' ? '/events' : `/events?kind=${key}`),
  page: (key) => `/${key}`,
}

/** A link of ours such as `chapter:boundaries` as an address, after `origin` where it has to be a whole one; null when it leads nowhere. */
export function siteLinks(origin = ''): (scheme: string, key: string) => { href: string } | null {
  return (scheme, key) => {
    const place = places[scheme]
    return place && /^[a-z0-9-]+$/.test(key) ? { href: origin + place(key) } : null
  }
}
