import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Language } from '../../platform/i18n/language.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { isFreeName } from '../writing/address-of.ts'
import { slugFrom, type WritingKind } from '../writing/writing.ts'
import { insertWriting, saveDraft } from './editing-queries.ts'

/** Begins a writing with nothing but a title, at an address made from it, and answers its id. */
export async function beginWriting(
  tx: Tx,
  clock: Clock,
  { kind, title, language, byline }: { kind: WritingKind; title: string; language: Language; byline: string },
): Promise<string> {
  const now = clock.now()
  const id = uuidv7(now.getTime())
  const name = slugFrom(title)
  for (let nth = 1; ; nth++) {
    const slug = nth === 1 ? name : `${name}-${nth}`
    if (!isFreeName(kind, slug)) continue
    if (await insertWriting(tx, { id, kind, slug, language, byline }, now)) break
  }
  await saveDraft(tx, { id, written: { title, summary: '', words: '' }, round: 0, beganFrom: null }, now)
  return id
}
