import type { Child } from 'hono/jsx'
import { Icon } from '../ui/icon.tsx'

/** Leads to the page this one belongs to; stands above the heading. */
export function BackLink({ href, children }: { href: string; children: Child }) {
  return (
    <p>
      <a class="back" href={href}>
        <Icon name="arrow-left" /> {children}
      </a>
    </p>
  )
}
