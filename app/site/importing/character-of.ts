import sax from 'sax'

/** The names of characters in HTML 4, which the reader of XML knows; its types leave that table out. */
const named = (sax as unknown as { ENTITIES: Readonly<Record<string, string | number>> }).ENTITIES

/** Text with characters instead of their names: `&eacute;`, `&#233;`, `&#xe9;`. What names none stays as it stands. */
export function characterOf(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]\w{1,30});/gi, (whole, name: string) => {
    if (name.startsWith('#')) {
      const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      const isOne = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      return isOne ? String.fromCodePoint(code) : '\ufffd'
    }
    const known = Object.hasOwn(named, name) ? named[name]! : null
    if (known === null) return whole
    return typeof known === 'number' ? String.fromCharCode(known) : known
  })
}
