/** A colour as programs that draw SVG but know no stylesheets take it: six digits, and how much of it there is (0 to 1). */
export interface PlainColour {
  hex: string
  alpha: number
}

type Parts = [red: number, green: number, blue: number, alpha: number]

/** What a value of a colour property comes to, with `color-mix` in sRGB worked out; null for what is no colour, such as `none` or `url(…)`. */
export function plainColour(value: string): PlainColour | null {
  const parts = partsOf(value.trim())
  if (parts === null) return null
  const [red, green, blue, alpha] = parts
  const digits = [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0'))
  return { hex: `#${digits.join('')}`, alpha: Math.round(alpha * 1000) / 1000 }
}

function partsOf(value: string): Parts | null {
  if (value === 'transparent') return [0, 0, 0, 0]
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value)?.[1]
  if (hex !== undefined) {
    const six = hex.length === 3 ? hex.replaceAll(/./g, '$&$&') : hex
    const part = (nth: number) => Number.parseInt(six.slice(2 * nth, 2 * nth + 2), 16)
    return [part(0), part(1), part(2), 1]
  }
  const numbers = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:\s*[/,]\s*([\d.]+%?))?\s*\)$/.exec(value)
  if (numbers !== null) return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3]), share(numbers[4] ?? '1')]
  const mix = /^color-mix\(\s*in srgb\s*,\s*(.+?)\s+([\d.]+)%\s*,\s*([^,]+?)\s*\)$/.exec(value)
  if (mix === null) return null
  const [one, other] = [partsOf(mix[1]!), partsOf(mix[3]!)]
  return one && other && mixed(one, other, Number(mix[2]) / 100)
}

function share(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text)
}

/** As browsers mix: each colour counts by how much of it there is. */
function mixed(one: Parts, other: Parts, ofOne: number): Parts {
  const alpha = one[3] * ofOne + other[3] * (1 - ofOne)
  const part = (nth: 0 | 1 | 2) =>
    alpha === 0 ? 0 : (one[nth] * one[3] * ofOne + other[nth] * other[3] * (1 - ofOne)) / alpha
  return [part(0), part(1), part(2), alpha]
}
