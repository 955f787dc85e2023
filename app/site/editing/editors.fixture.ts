import { expect } from 'vitest'
import { type Caller, wholeProgram } from '../../../test/security/whole-program.ts'
import { findShown } from '../writing/writing-queries.ts'

/** The whole program with two editors of the site and somebody who is none, and what editors do at their desk. Ask for it once, at the top of the file. */
export async function siteWithEditors() {
  const { db, owner, newcomer, nobody, bugs } = await wholeProgram()
  // whoever is let in first is an editor of the site
  const ana = await newcomer('ana@example.org', 'Ana')
  const rui = await newcomer('rui@example.org', 'Rui')
  const visitor = await newcomer('visitor@example.org', 'Visitor')
  await owner.query("insert into site_role (person_id, role) values ($1, 'editor')", [rui.id])

  async function begin(title: string, kind = 'post'): Promise<string> {
    const begun = await ana.send('/writing', { title, kind, language: 'en' })
    expect(begun.status).toBe(303)
    return begun.location!
  }

  const inForm = (text: string, name: string) => new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(text)?.[1] ?? ''
  const roundOf = async (path: string) => inForm((await ana.see(path)).text, 'round')
  const idOf = (path: string) => path.split('/')[2]!
  const found = (slug: string, kind: 'post' | 'chapter' = 'post') =>
    db.as({ kind: 'nobody' }, (tx) => findShown(tx, kind, slug))

  /** Saves the words as somebody who has the newest round before them. */
  async function write(path: string, words: string, title = 'A title', who: Caller = ana) {
    return who.send(`${path}/draft`, { round: await roundOf(path), title, summary: '', words })
  }
  return { newcomer, owner, nobody, bugs, ana, rui, visitor, begin, inForm, roundOf, idOf, found, write }
}
