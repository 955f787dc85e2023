/**
 * What somebody copied from a word processor or another page, as plain structure: headings, lists, links, emphasis. Styles, classes, comments and
 * pictures go; nothing of it is ever run or asked for, since it is read into a document of its own that has no page.
 */
export function cleanPaste(html: string): string {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), 'text/html')
  for (const gone of body.querySelectorAll('style, script, meta, link, title, xml, img, picture, iframe, object, svg'))
    gone.remove()
  for (const one of [...body.querySelectorAll('*')]) {
    // names of an office program, such as o:p; and the bold that is around a whole document of another one
    if (one.localName.includes(':') || (one.localName === 'b' && one.id.startsWith('docs-internal')))
      one.replaceWith(...one.childNodes)
    else emphasise(one as HTMLElement)
  }
  makeLists(body)
  for (const one of [...body.querySelectorAll('h1, h5, h6')]) rename(one, one.localName === 'h1' ? 'h2' : 'h4')
  for (const one of body.querySelectorAll('*')) {
    const href = one.getAttribute('href') ?? ''
    const data = ['data-to', 'data-picture', 'data-alt', 'data-type', 'data-label', 'data-pm-slice', 'start']
    for (const { name } of [...one.attributes]) if (!data.includes(name)) one.removeAttribute(name)
    if (one.localName === 'a' && /^(https?|mailto):/i.test(href)) one.setAttribute('href', href)
  }
  return body.innerHTML
}

/** Our pages refuse styles, in documents read by them as well; what one says of a word is looked at under another name. */
function withoutStyles(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/\sstyle\s*=/gi, ' data-style=')
}

/** Bold and slanted that is only a style becomes what it says. */
function emphasise(one: HTMLElement): void {
  if (one.localName !== 'span') return
  const style = one.dataset['style'] ?? ''
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) within(one, 'strong')
  if (/font-style:\s*italic/i.test(style)) within(one, 'em')
}

function within(one: HTMLElement, name: string): void {
  const made = one.ownerDocument.createElement(name)
  made.append(...one.childNodes)
  one.append(made)
}

/** Lines that an office program only makes look like a list become one: their sign or number goes. */
function makeLists(body: HTMLElement): void {
  for (const one of [...body.querySelectorAll<HTMLElement>('p')]) {
    const isItem = /mso-list:\s*l\d/i.test(one.dataset['style'] ?? '')
    const sign = isItem ? /^\s*(?:[·•o§\-–]|(\d+|[a-z])[.)])[\s\u00a0]+/i.exec(one.textContent) : null
    if (!sign) continue
    const kind = sign[1] === undefined ? 'ul' : 'ol'
    const list = listBefore(one, kind)
    const item = body.ownerDocument.createElement('li')
    takeOff(one, sign[0].length)
    item.append(...one.childNodes)
    one.remove()
    list.append(item)
  }
}

/** The list that ends right before a line, else a new one. */
function listBefore(one: HTMLElement, kind: 'ul' | 'ol'): Element {
  const before = one.previousElementSibling
  if (before?.localName === kind) return before
  const made = one.ownerDocument.createElement(kind)
  one.before(made)
  return made
}

/** Takes the first letters away, wherever they lie. */
function takeOff(one: HTMLElement, letters: number): void {
  const walker = one.ownerDocument.createTreeWalker(one, NodeFilter.SHOW_TEXT)
  for (let left = letters; left > 0 && walker.nextNode(); ) {
    const text = walker.currentNode as Text
    const taken = Math.min(left, text.length)
    text.deleteData(0, taken)
    left -= taken
  }
}

function rename(one: Element, name: string): void {
  const made = one.ownerDocument.createElement(name)
  made.append(...one.childNodes)
  one.replaceWith(made)
}
