import type { PortraitNames } from './portrait-queries.ts'

/** The sides a portrait is made in, in pixels: beside a name, and on one's own page; each also fits a screen of twice the points. */
export const portraitSides = [96, 320] as const

interface PortraitProps {
  person: { id: string; name: string }
  /** null for somebody without a portrait, or with one that this viewer may not see */
  names: PortraitNames | null
  large?: boolean
}

/** A portrait, or the first letter of the name where there is none. Its words are the name, said once: next to a written name it says nothing. */
export function Portrait({ person, names, large = false, beside = false }: PortraitProps & { beside?: boolean }) {
  const side = portraitSides[large ? 1 : 0]
  const hash = names?.get(side)
  const shown = large ? 160 : 40
  const kind = `portrait${large ? ' portrait-large' : ''}`
  if (!hash) {
    return (
      <span class={`${kind} portrait-none`} aria-hidden="true">
        {[...person.name.trim()][0]?.toUpperCase() ?? '·'}
      </span>
    )
  }
  return (
    <img
      class={kind}
      src={`/portraits/${person.id}/${hash}.webp`}
      width={shown}
      height={shown}
      alt={beside ? '' : person.name}
      loading="lazy"
      decoding="async"
    />
  )
}
