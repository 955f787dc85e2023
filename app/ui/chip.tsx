import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icon.tsx'

/** A small word in a frame: what kind of thing this is, what state it is in. */
export function Chip({
  children,
  icon,
  tone,
}: {
  children: Child
  icon?: IconName
  tone?: 'tent' | 'gold' | 'madder' | 'river'
}) {
  return (
    <span class={tone ? `chip chip-${tone}` : 'chip'}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </span>
  )
}

/** A word with the shape that stands for it on the map: 1 circle, 2 square, 3 hollow diamond, 4 triangle. */
export function SideChip({ children, side }: { children: Child; side: 1 | 2 | 3 | 4 }) {
  return (
    <span class="chip chip-side">
      <SideShape side={side} />
      {children}
    </span>
  )
}

/** The shape alone; the word must stand beside it. */
export function SideShape({ side }: { side: 1 | 2 | 3 | 4 }) {
  return (
    <svg
      class={`side-shape side-${side}`}
      width="12"
      height="12"
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      {side === 1 && <circle cx="6" cy="6" r="4.6" />}
      {side === 2 && <rect x="1.8" y="1.8" width="8.4" height="8.4" />}
      {side === 3 && <path d="M6 .9 11.1 6 6 11.1.9 6z" />}
      {side === 4 && <path d="M6 1.2 11.2 10.4H.8z" />}
    </svg>
  )
}

/** A number in a filled circle, as it stands on the map. */
export function Marker({ number }: { number: number }) {
  return <span class="marker">{number}</span>
}
