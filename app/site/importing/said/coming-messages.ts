import type { Language } from '../../../platform/i18n/language.ts'
import type { MessageFromElsewhere } from '../../discussion/bring-messages.ts'
import { mostName, mostWords, withoutHiddenSigns } from '../../discussion/discussion.ts'
import { plainMessage } from '../../discussion/draw-message.ts'
import { characterOf } from '../character-of.ts'
import type { ForeignComment } from '../importing.ts'
import { importingWords } from '../importing-words.ts'
import { writeMarkdown } from '../write-markdown.ts'

/** Why a comment does not come. */
export type StaysReason = Exclude<ForeignComment['state'], 'approved'> | 'empty' | 'too-long'

/** What was said to one post: what comes, each after the one it answers, and why the rest does not. */
export interface SaidToPost {
  coming: MessageFromElsewhere[]
  staying: Map<StaysReason, number>
  /** those that are too long, so that somebody can look for them */
  tooLong: { signed: string; at: Date }[]
}

interface Around {
  language: Language
  /** the address of the post, for links that begin there */
  address: string | null
  /** when the post was shown, for what has no day; and no message is from the future */
  shownAt: Date | null
  now: Date
}

/**
 * Comments of another blog as messages under a post: those that were approved there, with the name and day that stood at them. What answers
 * something that does not come answers what that answered. Nothing is known here of addresses: they were never read.
 */
export function comingMessages(comments: readonly ForeignComment[], around: Around): SaidToPost {
  const staying = new Map<StaysReason, number>()
  const tooLong: SaidToPost['tooLong'] = []
  const stays = (reason: StaysReason) => void staying.set(reason, (staying.get(reason) ?? 0) + 1)
  const all = new Map<string, ForeignComment>()
  for (const one of comments) if (!all.has(one.id)) all.set(one.id, one)
  const coming = new Map<string, MessageFromElsewhere>()
  for (const one of all.values()) {
    if (one.state !== 'approved') {
      stays(one.state)
      continue
    }
    const words = withoutHiddenSigns(writeMarkdown(withBreaks(one.html), around.address).words).trim()
    const signed = nameOf(one.writer, around.language)
    const at = new Date(Math.min((one.at ?? around.shownAt ?? around.now).getTime(), around.now.getTime()))
    // a picture without words shows nothing here
    if (plainMessage({ words }) === '') stays('empty')
    else if (words.length > mostWords) {
      stays('too-long')
      tooLong.push({ signed, at })
    } else coming.set(one.id, { as: `wordpress ${one.id}`, to: null, signed, language: around.language, words, at })
  }
  return { coming: inOrder(all, coming), staying, tooLong }
}

/** Gives each the nearest above it that comes too, and puts that one first. */
function inOrder(
  all: ReadonlyMap<string, ForeignComment>,
  coming: ReadonlyMap<string, MessageFromElsewhere>,
): MessageFromElsewhere[] {
  const above = new Map<string, string | null>()
  for (const id of coming.keys()) above.set(id, nearestAbove(id, all, coming))
  const depths = depthsOf(above)
  return [...coming]
    .sort(([a, one], [b, other]) => depths.get(a)! - depths.get(b)! || one.at.getTime() - other.at.getTime())
    .map(([id, one]) => ({ ...one, to: coming.get(above.get(id) ?? '')?.as ?? null }))
}

function nearestAbove(
  id: string,
  all: ReadonlyMap<string, ForeignComment>,
  coming: ReadonlyMap<string, unknown>,
): string | null {
  const passed = new Set([id])
  for (let up = all.get(id)!.answers; up !== null && !passed.has(up); up = all.get(up)?.answers ?? null) {
    if (coming.has(up)) return up
    passed.add(up)
  }
  return null
}

/** How many stand above each. A ring of comments that answer each other, which only a broken file has, is cut. */
function depthsOf(above: Map<string, string | null>): Map<string, number> {
  const depths = new Map<string, number>()
  for (const id of above.keys()) {
    const path = new Set<string>()
    let up: string | null = id
    while (up !== null && !depths.has(up) && !path.has(up)) {
      path.add(up)
      up = above.get(up) ?? null
    }
    const way = [...path]
    if (up !== null && path.has(up)) {
      above.set(way.at(-1)!, null)
      up = null
    }
    let depth = up === null ? 0 : depths.get(up)! + 1
    for (const one of way.reverse()) depths.set(one, depth++)
  }
  return depths
}

/** As one likes to be called, and nobody's address for mail, not even where somebody typed it as their name. */
function nameOf(writer: string, language: Language): string {
  const name = withoutHiddenSigns(characterOf(writer)).replace(/\s+/g, ' ').trim()
  if (name === '' || name.includes('@')) return importingWords(language)('nameless')
  return name.length <= mostName
    ? name
    : `${name
        .slice(0, mostName - 1)
        .trimEnd()
        .toWellFormed()}…`
}

/** A line end between words; at those of paragraphs, lists and quotes nothing is missing. */
const atLineEnd =
  /(?<!\n|<br ?\/?>|<\/?(?:p|ul|ol|li|pre|blockquote)>)\n(?!\n|<\/?(?:p|ul|ol|li|pre|blockquote)[\s>])/gi

/** In a comment each line that was begun is one, as WordPress shows it. */
function withBreaks(html: string): string {
  return html.replace(/\r\n?/g, '\n').replace(atLineEnd, '<br>')
}
