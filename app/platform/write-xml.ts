/** An XML element; attributes that are null are left out, and so are characters that XML cannot hold. */
export function element(
  name: string,
  attributes: Record<string, string | number | null>,
  inside: readonly string[] | string = [],
): string {
  const said = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : ` ${key}="${escaped(String(value))}"`,
  )
  const content = typeof inside === 'string' ? escaped(inside) : inside.join('')
  return content === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${content}</${name}>`
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu, '')
      .replace(/[&<>"'\t\n\r]/gu, (letter) => `&#${letter.charCodeAt(0)};`)
  )
}
