import type { Root } from 'mdast'
import type { Language } from '../../platform/i18n/language.ts'
import type { Blocks } from '../blocks/blocks-of.ts'
import { siteLinks } from '../site-links.ts'
import { drawKept } from '../writing/draw-kept.ts'
import type { Drawing } from '../writing/draw-words.ts'
import { pageWords } from './page-words.ts'

/**
 * The words of a page of the site as HTML. What stands round them (notes, callouts) is said in the language they are written in. `tree`: what
 * is drawn where it is a part of them, for which `words` has to stand and for no other.
 */
export function drawPageWords(
  words: string,
  language: Language,
  { prefix = '', headings = 2, blocks, tree }: { prefix?: string; headings?: number; blocks: Blocks; tree?: Root },
): string {
  const say = pageWords(language)
  const drawing: Drawing = {
    prefix,
    headings,
    link: siteLinks(),
    picture: blocks.picture,
    dates: (asked) => blocks.dates(asked, language),
    says: {
      callout: (kind) => say(`callout_${kind}`),
      footnotes: say('footnotes'),
      back: say('footnote_back'),
      quotes: language,
      table: say('table'),
    },
  }
  return drawKept(words, drawing, tree)
}
