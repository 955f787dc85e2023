import { element } from '../../platform/write-xml.ts'
import { wrapTitle } from './wrap-title.ts'

/** What stands on the picture that goes with a link to a page of ours. */
export interface LinkPicture {
  /** the part of the site: "Blog", "Handbook" */
  part: string
  title: string
  /** who wrote it, and when, as it is to be read; either may be empty */
  names: string
  day: string
}

const linkPictureSize = { width: 1200, height: 630 } as const

const margin = 80
/** The colours of light paper (app/ui/tokens.css): a picture knows nothing of the theme of who sees it. */
const colours = { paper: '#f6efe0', ink: '#2b2620', muted: '#655a4a', contour: '#8a5a2b', gold: '#c98a00' }

/**
 * The picture as SVG with text in it, to be painted: paper with contour lines, the mark, and the title as large as fits.
 *
 * @param contours the file of contour lines that the pages have behind them (`contours.svg`)
 */
export function drawLinkPicture({ part, title, names, day }: LinkPicture, contours: string): string {
  const { width, height } = linkPictureSize
  const wrapped = wrapTitle(title, width - 2 * margin - 60)
  const leading = wrapped.size * 1.14
  // the title hangs from the middle of what is between the mark and the last line
  const top = 330 - ((wrapped.lines.length - 1) * leading) / 2 + wrapped.size * 0.3
  return element('svg', { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` }, [
    element('rect', { width, height, fill: colours.paper }),
    faint(contours),
    mark(),
    text({ x: margin + 74, y: 107, size: 34, family: 'Literata' }, 'Ecotone'),
    text({ x: width - margin, y: 106, size: 28, family: 'Instrument Sans', fill: colours.muted, anchor: 'end' }, part),
    ...wrapped.lines.map((words, nth) =>
      text({ x: margin, y: top + nth * leading, size: wrapped.size, family: 'Literata' }, words),
    ),
    text(
      { x: margin, y: height - 72, size: 30, family: 'Instrument Sans', fill: colours.muted },
      [oneLine(names), day].filter(Boolean).join(' · '),
    ),
    element('rect', { x: 0, y: height - 12, width, height: 12, fill: colours.gold }),
  ])
}

interface TextPlace {
  x: number
  y: number
  size: number
  family: string
  fill?: string
  anchor?: 'end'
}

function text({ x, y, size, family, fill = colours.ink, anchor }: TextPlace, words: string): string {
  const place = { x, y, fill, 'font-size': size, 'font-family': family, 'font-weight': 500 }
  return element('text', { ...place, 'text-anchor': anchor ?? null }, words)
}

/** Names may be many: what does not fit on the line is told by an ellipsis. */
function oneLine(names: string): string {
  const letters = [...names]
  return letters.length <= 48 ? names : `${letters.slice(0, 47).join('').trimEnd()}…`
}

function mark(): string {
  const lines = { fill: 'none', stroke: colours.ink, 'stroke-width': 1.5 }
  return element('g', { transform: `translate(${margin} 66) scale(2.1)` }, [
    element('path', { d: 'M14 6.9a8.5 8.5 0 0 1 0 14.2a8.5 8.5 0 0 1 0-14.2z', fill: colours.gold, opacity: 0.55 }),
    element('circle', { cx: 9.3, cy: 14, r: 8.5, ...lines }),
    element('circle', { cx: 18.7, cy: 14, r: 8.5, ...lines }),
    element('path', { d: 'M9.3 9.8a4.2 4.2 0 1 0 0 8.4', ...lines }),
    element('path', { d: 'M18.7 9.8a4.2 4.2 0 1 1 0 8.4', ...lines }),
  ])
}

/** The contour lines of the pages, behind the words and faint under them. */
function faint(contours: string): string {
  const paths = [...contours.matchAll(/ d="([^"]+)"/g)].map(([, d]) => element('path', { d: d! }))
  const look = { fill: 'none', stroke: colours.contour, 'stroke-width': 1.1, 'stroke-opacity': 0.28 }
  return element('g', { transform: 'translate(250 -10) scale(1.08)', ...look }, paths)
}
