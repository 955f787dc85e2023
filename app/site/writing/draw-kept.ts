import type { Root } from 'mdast'
import { keptTexts } from '../../platform/kept-texts.ts'
import type { AskedDates } from './blocks.ts'
import { type Drawing, drawWords } from './draw-words.ts'
import { keptTree } from './kept-tree.ts'
import type { CalloutKind } from './read-words.ts'

/** A text that was drawn, with everything it asked for while it was, and what it was told. */
interface Drawn {
  html: string
  asked: readonly { question: Question; told: string }[]
}

type Question =
  | { kind: 'link'; scheme: string; key: string }
  | { kind: 'picture'; name: string }
  | { kind: 'dates'; wish: AskedDates }
  | { kind: 'callout'; callout: CalloutKind }

const kept = keptTexts<Drawn>(
  ({ html, asked }) => html.length + asked.reduce((sum, { told }) => sum + told.length + 100, 0),
)

/**
 * Like `drawWords` of these words, and remembered. What was drawn is used again only where it would come out the same: everything the text
 * asked for (a picture, dates, where a link leads) is asked for again and has to be told the same. So what was taken away, moved or put off since
 * is not shown from here, and neither is what this viewer may not see.
 * `tree`: what is drawn, where it is not the tree of these words themselves; the words have to stand for it and no other.
 */
export function drawKept(words: string, drawing: Drawing, tree?: Root): string {
  const key = keyOf(words, drawing)
  const known = kept.find(key)
  if (known?.asked.every(({ question, told }) => inWords(answer(drawing, question)) === told)) return known.html
  const asked: { question: Question; told: string }[] = []
  const html = drawWords(tree ?? keptTree(words), listening(drawing, asked))
  kept.keep(key, { html, asked })
  return html
}

/** The words, and everything plain that they are drawn with. What is asked for is compared by what is told. */
function keyOf(words: string, { prefix, rel, here, headings, xml, boxes, dates, says }: Drawing): string {
  const { footnotes, back, table, quotes } = says
  const plain = [prefix, rel, here, headings, xml, boxes, dates !== undefined, footnotes, back, table, quotes]
  return `${JSON.stringify(plain)} ${words}`
}

/** The same drawing, which writes down what it is asked and what it tells. */
function listening(drawing: Drawing, asked: { question: Question; told: string }[]): Drawing {
  function tell<T>(question: Question): T {
    const told = answer(drawing, question)
    asked.push({ question, told: inWords(told) })
    return told as T
  }
  return {
    ...drawing,
    link: (scheme, key) => tell({ kind: 'link', scheme, key }),
    picture: (name) => tell({ kind: 'picture', name }),
    ...(drawing.dates && { dates: (wish) => tell({ kind: 'dates', wish }) }),
    says: { ...drawing.says, callout: (callout) => tell({ kind: 'callout', callout }) },
  }
}

function answer(drawing: Drawing, question: Question): unknown {
  if (question.kind === 'link') return drawing.link(question.scheme, question.key)
  if (question.kind === 'picture') return drawing.picture(question.name)
  return question.kind === 'dates' ? drawing.dates?.(question.wish) : drawing.says.callout(question.callout)
}

function inWords(told: unknown): string {
  return JSON.stringify(told) ?? ''
}
