import { readTags } from './read-tags.ts'

/** A form that sends something, as a browser would read it off a page. */
export interface FoundForm {
  action: string
  /** names of what can be typed into, with the type of the field */
  typed: Map<string, string>
  /** everything that goes along with it: hidden values, the first choice of each list, what is ticked, the button */
  along: Map<string, string>
}

const forms = /<form\b[\s\S]*?<\/form>/gi
const typedInto = new Set(['', 'text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date', 'file'])

/** The forms of a page that change something (`method="post"`). One without an action sends to the page it stands on. */
export function formsIn(html: string, page: string): FoundForm[] {
  return [...html.matchAll(forms)].flatMap(([text]) => {
    const [form, ...tags] = readTags(text)
    if (form?.attributes.get('method')?.toLowerCase() !== 'post') return []
    const found: FoundForm = {
      action: plain(form.attributes.get('action') ?? page),
      typed: new Map(),
      along: new Map(),
    }
    let list = ''
    for (const { name: tag, attributes } of tags) {
      const name = plain(attributes.get('name') ?? '')
      const value = plain(attributes.get('value') ?? '')
      if (tag === 'select') list = name
      else if (tag === 'option') {
        if (!found.along.has(list) || attributes.has('selected')) found.along.set(list, value)
      } else if (name)
        readField(found, tag, attributes.get('type') ?? '', { name, value, on: attributes.has('checked') })
    }
    return [found]
  })
}

function readField(found: FoundForm, tag: string, type: string, field: { name: string; value: string; on: boolean }) {
  if (tag === 'textarea') found.typed.set(field.name, 'textarea')
  else if (tag === 'input' && typedInto.has(type)) found.typed.set(field.name, type || 'text')
  else if (type === 'checkbox' || type === 'radio') {
    if (field.on || !found.along.has(field.name)) found.along.set(field.name, field.value || 'on')
  } else if ((tag === 'input' || tag === 'button') && !found.along.has(field.name))
    found.along.set(field.name, field.value)
}

/** The addresses that a page leads to within the program. */
export function linksIn(html: string): string[] {
  const hrefs = readTags(html)
    .filter(({ name }) => name === 'a')
    .map(({ attributes }) => plain(attributes.get('href') ?? ''))
  return hrefs.filter((href) => /^\/(?![/\\])/.test(href)).map((href) => href.split('#')[0]!)
}

const letters: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", '#x27': "'", '#34': '"' }

function plain(written: string): string {
  return written.replace(/&(amp|quot|lt|gt|#39|#x27|#34);/g, (_, name: string) => letters[name]!)
}
