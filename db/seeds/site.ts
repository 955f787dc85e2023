import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BroughtWriting } from '../../app/site/writing/writing-queries.ts'

type Seed = Omit<BroughtWriting, 'id'>

/** Where each kind of text lies, under `db/seeds/site`. */
const folders: { folder: string; kind: Seed['kind'] }[] = [
  { folder: 'handbook/cards', kind: 'card' },
  { folder: 'handbook', kind: 'chapter' },
  { folder: 'posts', kind: 'post' },
  { folder: '.', kind: 'page' },
]

/**
 * The first texts of an instance: handbook, posts and pages, as drawn up for the example. Days in them are told from `day` on
 * (`D-6` is six days before it), and texts for a later day are scheduled.
 *
 * @param root the folder of the program
 * @param day the day the instance begins, such as 2027-03-01
 * @throws Error naming the file, when one has no title or a day that cannot be read
 */
export async function siteSeeds(root: string, day: string): Promise<Seed[]> {
  const seeds: Seed[] = []
  for (const { folder, kind } of folders) {
    const path = join(root, 'db/seeds/site', folder)
    const names = (await readdir(path)).filter((name) => name.endsWith('.md')).sort()
    for (const name of names) {
      // glossary and sources lie beside the chapters and are pages of their own
      const what = kind === 'chapter' && !/^\d/.test(name) ? 'page' : kind
      seeds.push(readSeed(name, what, await readFile(join(path, name), 'utf8'), day))
    }
  }
  return seeds
}

/** Reads one file: lines `key: value` between two lines `---`, and the words after them. */
export function readSeed(name: string, kind: Seed['kind'], text: string, day: string): Seed {
  const found = /^---\n([\s\S]*?)\n---\n+([\s\S]*)$/.exec(text.replace(/\r\n/g, '\n'))
  if (!found) throw new Error(`${name} does not begin with its title between two lines "---".`)
  const facts = new Map(
    found[1]!.split('\n').map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const
    }),
  )
  const title = facts.get('title')
  if (!title) throw new Error(`${name} has no title.`)
  const numbered = /^(\d+)-(.+)\.md$/.exec(name)
  const shownAt = momentOf(facts.get('day') ?? 'D-30', day, name)
  return {
    kind,
    slug: numbered ? numbered[2]! : name.slice(0, -'.md'.length),
    language: languageOf(facts.get('language') ?? 'en', name),
    byline: facts.get('author') ?? '',
    tags: (facts.get('tags') ?? '').split(',').flatMap((tag) => tag.trim() || []),
    part: facts.get('part') ?? null,
    position: numbered ? Number(numbered[1]) : null,
    card: facts.get('card') ?? null,
    screen: facts.get('screen') ?? null,
    state: facts.get('state') === 'scheduled' ? 'scheduled' : 'shown',
    shownAt,
    title,
    summary: facts.get('summary') ?? '',
    words: found[2]!.trim(),
    note: null,
  }
}

function languageOf(code: string, name: string): Seed['language'] {
  if (code === 'en' || code === 'pt' || code === 'es' || code === 'fr') return code
  throw new Error(`${name} is written in "${code}", which is none of en, pt, es, fr.`)
}

function momentOf(offset: string, day: string, name: string): Date {
  const found = /^D([+-]\d+)?$/.exec(offset)
  if (!found) throw new Error(`${name} has the day "${offset}"; write it as D-6 or D+9.`)
  const at = new Date(`${day}T08:00:00Z`)
  at.setUTCDate(at.getUTCDate() + Number(found[1] ?? 0))
  return at
}
