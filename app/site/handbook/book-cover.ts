/** What the cover is painted with: values of colour, or variables of the page it stands on. */
export interface CoverInks {
  paper: string
  land: string
  water: string
  strip: string
  ink: string
}

export const inksOfPages: CoverInks = {
  paper: 'var(--card)',
  land: 'var(--contour)',
  water: 'var(--river)',
  strip: 'var(--gold-line)',
  ink: 'var(--ink)',
}

/** The light palette, for files. */
export const inksOfFiles: CoverInks = {
  paper: '#fbf6ea',
  land: '#8a5a2b',
  water: '#2a6685',
  strip: '#c98a00',
  ink: '#2b2620',
}

const width = 600
const height = 900

/**
 * The cover as SVG, 2 to 3: contours of two habitats that reach into each other, and the strip they share. The same every time.
 *
 * @param title of the book; set in up to five lines, whole words
 * @param below who made it, in one line
 */
export function bookCover({ title, below, inks }: { title: string; below: string; inks: CoverInks }): string {
  const lines = inLines(title, 15).slice(0, 5)
  const words = lines.map((line, nth) => written(line, { y: 132 + nth * 62, size: 52 }, inks)).join('')
  const foot = written(below, { y: height - 56, size: 22 }, inks)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Literata, Georgia, serif" font-weight="500"><rect width="${width}" height="${height}" fill="${inks.paper}"/><clipPath id="cover-land"><path d="${ring(land, 430)}"/></clipPath><path d="${ring(water, 430)}" fill="${inks.strip}" fill-opacity="0.24" clip-path="url(#cover-land)"/>${rings(land, inks.land)}${rings(water, inks.water)}${words}${foot}</svg>`
}

/** Where a habitat has its middle, and how its shore bends. */
interface Habitat {
  x: number
  y: number
  bends: readonly number[]
}

const land: Habitat = { x: 95, y: 690, bends: [0.4, 2.1, 4.4] }
const water: Habitat = { x: 560, y: 560, bends: [1.7, 5.2, 0.9] }

function rings(habitat: Habitat, ink: string): string {
  const radii = Array.from({ length: 14 }, (_, nth) => 40 + nth * 30)
  return radii
    .map((radius, nth) => {
      const strong = nth % 5 === 4
      return `<path d="${ring(habitat, radius)}" fill="none" stroke="${ink}" stroke-width="${strong ? 1.8 : 1}" stroke-opacity="${strong ? 0.85 : 0.55}"/>`
    })
    .join('')
}

/** A shore at a distance: a circle that three slow waves bend, the more the further out. */
function ring({ x, y, bends }: Habitat, radius: number): string {
  const steps = 28
  const points = Array.from({ length: steps }, (_, nth) => {
    const angle = (nth / steps) * 2 * Math.PI
    const bent = bends.reduce((sum, bend, wave) => sum + Math.sin((wave + 2) * angle + bend) / (wave + 2), 0)
    const far = radius * (1 + 0.13 * bent)
    return [x + far * Math.cos(angle), y + far * Math.sin(angle) * 0.92] as const
  })
  const between = (one: readonly [number, number], other: readonly [number, number]) =>
    `${((one[0] + other[0]) / 2).toFixed(0)} ${((one[1] + other[1]) / 2).toFixed(0)}`
  const curve = points.map((point, nth) => {
    const next = points[(nth + 1) % steps]!
    return `Q${point[0].toFixed(0)} ${point[1].toFixed(0)} ${between(point, next)}`
  })
  return `M${between(points.at(-1)!, points[0]!)}${curve.join('')}Z`
}

/** A line of text that the contours pass under: a wide stroke of paper first, then the letters. */
function written(text: string, { y, size }: { y: number; size: number }, inks: CoverInks): string {
  const place = `x="56" y="${y}" font-size="${size}"`
  const halo = `fill="${inks.paper}" stroke="${inks.paper}" stroke-width="${Math.round(size / 5) + 4}" stroke-linejoin="round"`
  return `<text ${place} ${halo} aria-hidden="true">${escaped(text)}</text><text ${place} fill="${inks.ink}">${escaped(text)}</text>`
}

function inLines(text: string, longest: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= longest) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
