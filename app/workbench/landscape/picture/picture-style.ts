import type { Assets } from '../../../platform/http/assets.ts'
import { mapStyles } from '../map/map-styles.ts'

/** Everything a picture needs that a page has in its stylesheets. */
export interface PictureStyle {
  /** tokens, as by day, and the drawn map */
  css: string
  /** the same as by night */
  darkCss: string
  /** faces of type as `@font-face` rules with their bytes in them */
  faces: string
}

/** The faces that stand on a map. */
const faces = [
  ['Literata', 'italic', 'literata-latin-wght-italic.woff2'],
  ['Literata', 'normal', 'literata-latin-wght-normal.woff2'],
  ['Instrument Sans', 'normal', 'instrument-sans-latin-wght-normal.woff2'],
] as const

const styles = new WeakMap<Assets, PictureStyle>()

/** What a picture must carry with it; put together once. */
export function pictureStyle(assets: Assets): PictureStyle {
  const known = styles.get(assets)
  if (known) return known
  const bytesOf = (name: string) => assets.at(assets.url(name))!.bytes
  const sheet = bytesOf('ecotone.css').toString('utf8')
  const maps = mapStyles.map((name) => bytesOf(name).toString('utf8')).join('')
  const light = (/:root \{[^}]*\}/.exec(sheet)?.[0] ?? '') + maps
  const style = {
    css: light,
    darkCss: light + ofTheNight(sheet, ':root') + ofTheNight(maps, ''),
    faces: faces
      .map(([family, look, file]) => {
        const source = `url(data:font/woff2;base64,${bytesOf(file).toString('base64')}) format("woff2")`
        return `@font-face{font-family:"${family}";font-style:${look};font-weight:200 900;src:${source}}`
      })
      .join(''),
  }
  styles.set(assets, style)
  return style
}

/** A picture with its faces inside, for programs that have none of them. */
export function withFaces(svg: string, faces: string): string {
  const at = svg.indexOf('>') + 1
  return `${svg.slice(0, at)}<style>${faces}</style>${svg.slice(at)}`
}

/** The rules of a sheet for whoever chose dark, as rules that hold always: `root` stands for the root in them. */
function ofTheNight(sheet: string, root: string): string {
  const rules = [...sheet.matchAll(/:root\[data-theme="?dark"?\]([^{},]*)(\{[^}]*\})/g)]
  return rules
    .filter(([, within]) => (within!.trim() === '') === (root !== ''))
    .map(([, within, body]) => `${root}${within}${body}`)
    .join('')
}
