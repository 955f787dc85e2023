import { readWords } from '../../writing/read-words.ts'

/** Do both say the same, as readers would have it? Where they stand in the text, and how a sign is written, does not matter. */
export function keepsAll(before: string, after: string): boolean {
  return JSON.stringify(plain(readWords(before))) === JSON.stringify(plain(readWords(after)))
}

interface Node {
  type: string
  value?: string
  children?: Node[]
}

/** The tree without positions; neighbours that are both text become one, and a blank at a line's end is none. */
function plain(node: Node): Node {
  const { position: _, ...rest } = node as Node & { position?: unknown }
  if (!rest.children) return rest.value === undefined ? rest : { ...rest, value: rest.value.replace(/[ \t]+\n/g, '\n') }
  const children: Node[] = []
  for (const child of rest.children.map(plain)) {
    const last = children.at(-1)
    if (child.type === 'text' && last?.type === 'text') last.value = `${last.value}${child.value}`
    else children.push(child)
  }
  return { ...rest, children }
}
