import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { raw } from 'hono/html'

/** The icons in use, by their name in Lucide (ISC licence). A new one is added here, so that the set stays small. */
export type IconName =
  | 'armchair'
  | 'arrow-down'
  | 'arrow-left'
  | 'arrow-right'
  | 'arrow-up'
  | 'binoculars'
  | 'bold'
  | 'book-open'
  | 'calendar-days'
  | 'check'
  | 'chevron-down'
  | 'chevrons-up-down'
  | 'circle-alert'
  | 'circle-check'
  | 'circle-dashed'
  | 'circle-help'
  | 'compass'
  | 'copy'
  | 'door-open'
  | 'download'
  | 'ear'
  | 'eye-off'
  | 'footprints'
  | 'hand-helping'
  | 'handshake'
  | 'link-2'
  | 'heading-2'
  | 'heading-3'
  | 'house'
  | 'image'
  | 'info'
  | 'italic'
  | 'languages'
  | 'lasso-select'
  | 'layers'
  | 'list'
  | 'list-ordered'
  | 'lock'
  | 'log-in'
  | 'log-out'
  | 'mail'
  | 'map'
  | 'menu'
  | 'milestone'
  | 'minus'
  | 'mountain'
  | 'notebook-pen'
  | 'pause'
  | 'pencil'
  | 'pilcrow'
  | 'play'
  | 'plus'
  | 'quote'
  | 'redo-2'
  | 'route'
  | 'rss'
  | 'scale'
  | 'search'
  | 'signpost'
  | 'sprout'
  | 'superscript'
  | 'table-2'
  | 'tent'
  | 'trash-2'
  | 'undo-2'
  | 'upload'
  | 'user'
  | 'users'
  | 'waves'
  | 'x'

const find = createRequire(import.meta.url)
const drawn = new Map<IconName, string>()

/** The strokes of an icon, read from the package on first use. */
function strokes(name: IconName): string {
  const known = drawn.get(name)
  if (known !== undefined) return known
  const file = readFileSync(find.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const inner = file.slice(file.indexOf('>', file.indexOf('<svg')) + 1, file.lastIndexOf('</svg>'))
  const compact = inner.replace(/\s*\n\s*/g, '')
  drawn.set(name, compact)
  return compact
}

/** An icon beside a word. It is hidden from screen readers unless `label` is given, for the rare one that stands alone. */
export function Icon({ name, size = 18, label }: { name: IconName; size?: 16 | 18 | 20 | 24; label?: string }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={((1.75 * 24) / size).toFixed(2)}
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
      focusable="false"
    >
      {raw(strokes(name))}
    </svg>
  )
}
