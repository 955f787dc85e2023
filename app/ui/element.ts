/** What can stand inside an element; nothing is drawn for null, undefined and false. */
export type Piece = Node | string | number | null | undefined | false | Piece[]

type Listener = (event: Event) => void
/** Attributes by name: true is an attribute without a value, false and undefined leave it out. `on` names hold listeners. */
type Attributes = Record<string, string | number | boolean | Listener | undefined>

/** One element of a page made in the browser. Texts are put in as text, never as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...pieces: Piece[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== false && value !== undefined) made.setAttribute(name, String(value))
  }
  made.append(...nodesOf(pieces))
  return made
}

function nodesOf(pieces: Piece[]): (Node | string)[] {
  return pieces.flatMap((piece) => {
    if (Array.isArray(piece)) return nodesOf(piece)
    if (piece === null || piece === undefined || piece === false) return []
    return [typeof piece === 'number' ? String(piece) : piece]
  })
}
