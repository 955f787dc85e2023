import type { Child } from 'hono/jsx'

/**
 * Facts in two columns: the word to the left, what is known to the right. `leading`: each has a link to where it is changed; `told`: they
 * are more than a word or a number, and on a phone stand under their words.
 */
export function Rows({ rows, kind }: { rows: { term: Child; value: Child }[]; kind?: 'leading' | 'told' }) {
  return (
    <dl class={kind ? `rows rows-${kind}` : 'rows'}>
      {rows.map((row) => (
        <div>
          <dt>{row.term}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One of a few views of the same thing, as links side by side. */
export function Segments({
  label,
  items,
}: {
  label: string
  items: { label: Child; href: string; current: boolean }[]
}) {
  return (
    <nav class="segments" aria-label={label}>
      {items.map((item) => (
        <a href={item.href} aria-current={item.current ? 'true' : undefined}>
          {item.label}
        </a>
      ))}
    </nav>
  )
}

/** How far a long piece of work has come; `share` between 0 and 1, or null while that is unknown. */
export function Progress({ label, share }: { label: string; share: number | null }) {
  return (
    <div class="progress">
      <p>{label}</p>
      <progress aria-label={label} max="1" value={share === null ? undefined : Math.min(1, Math.max(0, share))} />
    </div>
  )
}
