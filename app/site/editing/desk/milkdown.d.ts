/**
 * What we use of the editor library. Its own declarations name their neighbours without the ending of the file, which our way of finding modules does not
 * take; so these stand here, word for word as far as they are used.
 */
declare module '@milkdown/kit/ctx' {
  export interface Slice<T> {
    readonly _is?: T
  }
  export interface Ctx {
    get<T>(slice: Slice<T>): T
    set<T>(slice: Slice<T>, value: T): void
    update<T>(slice: Slice<T>, change: (before: T) => T): void
  }
  export type Plugin = (ctx: Ctx) => unknown
}

declare module '@milkdown/kit/prose/model' {
  export interface Fragment {
    readonly size: number
  }
  export interface Node {
    readonly type: { readonly name: string }
    readonly attrs: Record<string, unknown>
    readonly content: Fragment
    readonly childCount: number
    readonly firstChild: Node | null
    resolve(at: number): ResolvedPos
    textBetween(from: number, to: number, between?: string): string
  }
  export interface Mark {
    readonly attrs: Record<string, unknown>
  }
  export interface MarkType {
    create(attrs: Record<string, unknown>): Mark
  }
  /** A place in the tree: `before` and `after` what it lies in at some depth. */
  export interface ResolvedPos {
    readonly parent: Node
    readonly depth: number
    before(depth: number): number
    after(depth: number): number
  }
  export interface ParseRule {
    tag: string
    getAttrs?: (dom: HTMLElement) => Record<string, unknown> | false
  }
}

declare module '@milkdown/kit/prose/state' {
  import type { ResolvedPos } from '@milkdown/kit/prose/model'
  export class Selection {
    static near(at: ResolvedPos, bias?: number): Selection
    readonly from: number
    readonly to: number
    readonly empty: boolean
    readonly $from: ResolvedPos
  }
}

declare module '@milkdown/kit/prose/view' {
  import type { Fragment, Mark, MarkType, Node } from '@milkdown/kit/prose/model'
  import type { Selection } from '@milkdown/kit/prose/state'

  interface Transaction {
    replaceWith(from: number, to: number, content: Fragment): Transaction
    addMark(from: number, to: number, mark: Mark): Transaction
    removeMark(from: number, to: number, type: MarkType): Transaction
    readonly doc: Node
    setSelection(selection: Selection): Transaction
    scrollIntoView(): Transaction
  }
  export interface EditorView {
    readonly state: {
      readonly doc: Node
      readonly schema: { readonly marks: Readonly<Record<string, MarkType>> }
      readonly selection: Selection
      readonly tr: Transaction
    }
    dispatch(transaction: Transaction): void
    focus(): void
  }
}

declare module '@milkdown/kit/core' {
  import type { Ctx, Plugin, Slice } from '@milkdown/kit/ctx'
  import type { Node } from '@milkdown/kit/prose/model'
  import type { EditorView } from '@milkdown/kit/prose/view'
  export class Editor {
    static make(): Editor
    readonly ctx: Ctx
    config(configure: (ctx: Ctx) => void): this
    use(plugins: Plugin | readonly Plugin[]): this
    create(): Promise<Editor>
    destroy(): Promise<Editor>
    action<T>(work: (ctx: Ctx) => T): T
  }
  export const defaultValueCtx: Slice<string>
  export const editorViewCtx: Slice<EditorView>
  export const editorViewOptionsCtx: Slice<{
    attributes?: Record<string, string>
    scrollThreshold?: Record<'top' | 'bottom' | 'left' | 'right', number>
    scrollMargin?: Record<'top' | 'bottom' | 'left' | 'right', number>
    transformPastedHTML?: (html: string) => string
  }>
  export const parserCtx: Slice<(words: string) => Node>
  export const serializerCtx: Slice<(node: Node) => string>
  export const remarkStringifyOptionsCtx: Slice<Record<string, unknown>>
  export const rootCtx: Slice<HTMLElement>
}

declare module '@milkdown/kit/utils' {
  import type { Ctx } from '@milkdown/kit/ctx'
  export interface CommandKey<Payload> {
    readonly _takes?: Payload
  }
  export function callCommand<Payload>(key: CommandKey<Payload>, payload?: Payload): (ctx: Ctx) => boolean
}

declare module '@milkdown/kit/preset/commonmark' {
  import type { Ctx, Plugin } from '@milkdown/kit/ctx'
  import type { ParseRule } from '@milkdown/kit/prose/model'
  import type { CommandKey } from '@milkdown/kit/utils'

  interface ReadNode {
    type: string
    url?: string
    alt?: string | null
    title?: string | null
  }
  interface Drawn {
    parseMarkdown?: {
      match: (node: ReadNode) => boolean
      runner: (
        state: { addNode(type: unknown, attrs: Record<string, unknown>): void },
        node: ReadNode,
        type: unknown,
      ) => void
    }
    parseDOM?: ParseRule[]
    toDOM?: (node: { attrs: Record<string, unknown> }) => unknown
  }
  interface Schema {
    extendSchema(change: (before: (ctx: Ctx) => Drawn) => (ctx: Ctx) => Drawn): readonly Plugin[]
  }
  interface Command<Payload = undefined> {
    readonly key: CommandKey<Payload>
  }
  export const commonmark: readonly Plugin[]
  export const remarkPreserveEmptyLinePlugin: readonly Plugin[]
  export const imageSchema: Schema
  export const linkSchema: Schema
  export const toggleEmphasisCommand: Command
  export const toggleStrongCommand: Command
  export const turnIntoTextCommand: Command
  export const wrapInBlockquoteCommand: Command
  export const wrapInBulletListCommand: Command
  export const wrapInOrderedListCommand: Command
  export const wrapInHeadingCommand: Command<number>
}

declare module '@milkdown/kit/preset/gfm' {
  import type { Plugin } from '@milkdown/kit/ctx'
  import type { CommandKey } from '@milkdown/kit/utils'
  export const gfm: readonly Plugin[]
  export const insertTableCommand: { readonly key: CommandKey<{ row: number; col: number }> }
}

declare module '@milkdown/kit/plugin/history' {
  import type { Plugin } from '@milkdown/kit/ctx'
  import type { CommandKey } from '@milkdown/kit/utils'
  export const history: readonly Plugin[]
  export const undoCommand: { readonly key: CommandKey<undefined> }
  export const redoCommand: { readonly key: CommandKey<undefined> }
}

declare module '@milkdown/kit/plugin/clipboard' {
  import type { Plugin } from '@milkdown/kit/ctx'
  export const clipboard: Plugin
}

declare module '@milkdown/kit/plugin/listener' {
  import type { Ctx, Plugin, Slice } from '@milkdown/kit/ctx'
  export const listener: readonly Plugin[]
  export const listenerCtx: Slice<{ markdownUpdated(heard: (ctx: Ctx, now: string, before: string) => void): void }>
}
