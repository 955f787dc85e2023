import type { Child } from 'hono/jsx'
import type { Language } from '../platform/i18n/language.ts'
import { Icon, type IconName } from './icon.tsx'
import { uiWords } from './ui-words.ts'

/** How much to trust what stands above: who answered, what is not known. Never left out where a number is shown. */
export function EvidenceNote({ children, icon = 'scale' }: { children: Child; icon?: IconName }) {
  return (
    <p class="evidence">
      <Icon name={icon} size={16} /> <span>{children}</span>
    </p>
  )
}

const messages = {
  done: { icon: 'circle-check', word: 'done' },
  note: { icon: 'info', word: 'note' },
  problem: { icon: 'circle-alert', word: 'error' },
} as const

/** What just happened, or what to know before going on. */
export function Message({
  language,
  kind,
  children,
}: {
  language: Language
  kind: keyof typeof messages
  children: Child
}) {
  const { icon, word } = messages[kind]
  return (
    <div class={`message message-${kind}`} role={kind === 'note' ? undefined : 'status'}>
      <Icon name={icon} size={20} />
      <div>
        <span class="sr">{uiWords(language)(word)}</span> {children}
      </div>
    </div>
  )
}

/** A place where nothing is yet: says what would be here and how it begins. */
export function EmptyState({ title, icon, children }: { title: string; icon: IconName; children: Child }) {
  return (
    <div class="empty">
      <Icon name={icon} size={24} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
