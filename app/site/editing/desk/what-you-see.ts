import {
  defaultValueCtx,
  Editor,
  editorViewCtx,
  editorViewOptionsCtx,
  parserCtx,
  remarkStringifyOptionsCtx,
  rootCtx,
  serializerCtx,
} from '@milkdown/kit/core'
import type { Ctx } from '@milkdown/kit/ctx'
import { clipboard } from '@milkdown/kit/plugin/clipboard'
import { history, redoCommand, undoCommand } from '@milkdown/kit/plugin/history'
import { listener, listenerCtx } from '@milkdown/kit/plugin/listener'
import {
  commonmark,
  imageSchema,
  linkSchema,
  remarkPreserveEmptyLinePlugin,
  toggleEmphasisCommand,
  toggleStrongCommand,
  turnIntoTextCommand,
  wrapInBlockquoteCommand,
  wrapInBulletListCommand,
  wrapInHeadingCommand,
  wrapInOrderedListCommand,
} from '@milkdown/kit/preset/commonmark'
import { gfm, insertTableCommand } from '@milkdown/kit/preset/gfm'
import { Selection } from '@milkdown/kit/prose/state'
import { callCommand } from '@milkdown/kit/utils'
import { cleanPaste } from './clean-paste.ts'

/** What can be done to the words at the place of the caret. */
export type Tool =
  | 'text'
  | 'h2'
  | 'h3'
  | 'strong'
  | 'emphasis'
  | 'list'
  | 'numbered'
  | 'quote'
  | 'table'
  | 'undo'
  | 'redo'

/** An open editor over one text. */
export interface WhatYouSee {
  use(tool: Tool): void
  /** makes a link of what is chosen; with nothing chosen, of these words */
  link(href: string, words: string): void
  /** puts Markdown where the caret is, read as such */
  put(markdown: string): void
  /** puts Markdown as a paragraph of its own after the one where the caret is; in place of it when it is empty */
  putBelow(markdown: string): void
  /** the words that are chosen; empty when none are */
  chosen(): string
  focus(): void
  /** what a text becomes once it has been through the editor; throws where it cannot be read */
  throughIt(words: string): string
  close(): Promise<void>
}

interface Opening {
  root: HTMLElement
  words: string
  label: string
  /** the id of what says how to get out of it by keyboard */
  describedBy: string
  lang: string
  /** where a picture of ours can be looked at, by its name */
  picture: (name: string) => string | null
  changed: (words: string) => void
}

const room = { top: 72, bottom: 144, left: 0, right: 0 }

/** Opens an editor that shows words as they will be read, over the same Markdown. Nothing is changed by opening it. */
export async function openWhatYouSee(opening: Opening): Promise<WhatYouSee> {
  const editor = await Editor.make()
    .config(configure(opening))
    // an empty line is an empty line, and no markup
    .use(commonmark.filter((one) => !(remarkPreserveEmptyLinePlugin as unknown[]).includes(one)))
    .use(gfm)
    .use(ourLinks)
    .use(ourPictures(opening.picture))
    .use([history, listener, clipboard].flat())
    .create()
  const view = () => editor.ctx.get(editorViewCtx)
  const put = (markdown: string) => {
    const made = editor.ctx.get(parserCtx)(markdown)
    const only =
      made.childCount === 1 && made.firstChild?.type.name === 'paragraph' ? made.firstChild.content : made.content
    const { state } = view()
    const { from, to } = state.selection
    view().dispatch(state.tr.replaceWith(from, to, only).scrollIntoView())
    view().focus()
  }
  return {
    use(tool) {
      editor.action(tools[tool])
      view().focus()
    },
    link(href, text) {
      if (view().state.selection.empty) put(`[${text.replace(/[[\]\\]/g, '\\$&')}](${href})`)
      else {
        const { state } = view()
        const { from, to } = state.selection
        const link = state.schema.marks['link']!
        view().dispatch(state.tr.removeMark(from, to, link).addMark(from, to, link.create({ href })))
      }
      view().focus()
    },
    put,
    putBelow(markdown) {
      const made = editor.ctx.get(parserCtx)(markdown)
      const { state } = view()
      const { $from } = state.selection
      const at = $from.parent.content.size === 0 && $from.depth === 1 ? $from.before(1) : $from.after(1)
      const tr = state.tr.replaceWith(at, $from.after(1), made.content)
      // one goes on writing behind it
      view().dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + made.content.size), -1)).scrollIntoView())
      view().focus()
    },
    chosen: () => {
      const { doc, selection } = view().state
      return doc.textBetween(selection.from, selection.to, ' ')
    },
    focus: () => view().focus(),
    throughIt: (text) => readable(editor.ctx.get(serializerCtx)(editor.ctx.get(parserCtx)(text))),
    close: async () => void (await editor.destroy()),
  }
}

function configure({ root, words, label, describedBy, lang, changed }: Opening) {
  return (ctx: Ctx) => {
    ctx.set(rootCtx, root)
    ctx.set(defaultValueCtx, words)
    ctx.update(remarkStringifyOptionsCtx, (before) => ({
      ...before,
      bullet: '-',
      rule: '-',
      emphasis: '*',
      strong: '*',
      fences: true,
      listItemIndent: 'one',
    }))
    ctx.set(editorViewOptionsCtx, {
      // the tools stay at the top of the window and what saves at its bottom: the caret is never behind them
      scrollThreshold: room,
      scrollMargin: room,
      attributes: {
        'aria-label': label,
        'aria-multiline': 'true',
        'aria-describedby': describedBy,
        role: 'textbox',
        lang,
        class: 'words',
      },
      transformPastedHTML: cleanPaste,
    })
    ctx.get(listenerCtx).markdownUpdated((_, now) => changed(readable(now)))
  }
}

const tools: Record<Tool, (ctx: Ctx) => boolean> = {
  text: callCommand(turnIntoTextCommand.key),
  h2: callCommand(wrapInHeadingCommand.key, 2),
  h3: callCommand(wrapInHeadingCommand.key, 3),
  strong: callCommand(toggleStrongCommand.key),
  emphasis: callCommand(toggleEmphasisCommand.key),
  list: callCommand(wrapInBulletListCommand.key),
  numbered: callCommand(wrapInOrderedListCommand.key),
  quote: callCommand(wrapInBlockquoteCommand.key),
  table: callCommand(insertTableCommand.key, { row: 3, col: 2 }),
  undo: callCommand(undoCommand.key),
  redo: callCommand(redoCommand.key),
}

/** The mark of a callout as people write it, which a writer of Markdown in general would hide behind a stroke. */
function readable(words: string): string {
  return words.replace(/^((?:> ?)+)\\\[!(NOTE|TIP|WARNING|EXAMPLE)\]/gm, '$1[!$2]')
}

/** Links of ours (`chapter:…`) are kept as they are; none is followed while one writes. */
const ourLinks = linkSchema.extendSchema((before) => (ctx) => ({
  ...before(ctx),
  parseDOM: [
    {
      tag: 'a[data-to]',
      getAttrs: (dom) => ({ href: dom.getAttribute('data-to') ?? '', title: dom.getAttribute('title') }),
    },
    ...(before(ctx).parseDOM ?? []),
  ],
  toDOM: ({ attrs }) => [
    'a',
    { 'data-to': attrs['href'], ...(typeof attrs['title'] === 'string' && { title: attrs['title'] }) },
  ],
}))

/** Pictures of ours are looked at where they lie; of others only their words are shown, so that writing here tells nobody elsewhere. */
function ourPictures(picture: (name: string) => string | null) {
  return imageSchema.extendSchema((before) => (ctx) => ({
    ...before(ctx),
    // as the library reads it, but for a picture without a title: it has no word for none
    parseMarkdown: {
      match: ({ type }) => type === 'image',
      runner: (state, { url, alt, title }, type) => {
        state.addNode(type, { src: url ?? '', alt: alt ?? '', title: title ?? '' })
      },
    },
    parseDOM: [
      {
        tag: '[data-picture]',
        getAttrs: (dom) => ({
          src: dom.getAttribute('data-picture') ?? '',
          alt: dom.getAttribute('data-alt') ?? '',
          title: dom.getAttribute('title') ?? '',
        }),
      },
    ],
    toDOM: ({ attrs }) => {
      const { src, alt, title } = attrs as { src: string; alt: string; title: string }
      const found = src.startsWith('picture:') ? picture(src.slice('picture:'.length)) : null
      const given = { 'data-picture': src, 'data-alt': alt, ...(title && { title }) }
      return found ? ['img', { ...given, src: found, alt }] : ['em', { ...given, class: 'picture-missing' }, alt || src]
    },
  }))
}
