import type { Database, Tx } from '../../platform/db/database.ts'
import { countShown } from '../writing/writing-queries.ts'
import type { Tallies } from './blog.ts'
import { tagsOfPosts } from './blog-queries.ts'

/** Reads what takes a look at every post once, and again after something on the site changed: a page of ten must not wait for it. */
export function keptTallies(db: Database): Tallies {
  let kept = new Map<string, unknown>()
  db.hear('site_changed', () => {
    kept = new Map()
  })
  async function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    if (kept.has(key)) return kept.get(key) as T
    // what was read before a change and comes after it is kept in a map that nobody asks any more
    const began = kept
    const found = await read()
    began.set(key, found)
    return found
  }
  return {
    tags: (tx: Tx) => once('tags', () => tagsOfPosts(tx)),
    count: (tx, tags) =>
      tags === null
        ? once('count', () => countShown(tx, 'post'))
        : once(`count ${JSON.stringify(tags)}`, () => countShown(tx, 'post', [...tags])),
  }
}
