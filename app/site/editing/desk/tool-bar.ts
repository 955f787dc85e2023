import type { Tool, WhatYouSee } from './what-you-see.ts'

/** Puts the row of tools, which came with the page, to work. The arrow keys lead from one to the next, as is usual for such a row. */
export function toolBar(
  desk: HTMLElement,
  say: (key: string) => string,
  editor: WhatYouSee,
  panels: Record<'picture' | 'link' | 'dates' | 'map', () => void>,
): HTMLElement {
  const bar = desk.querySelector<HTMLElement>('.desk-tools')!.cloneNode(true) as HTMLElement
  bar.hidden = false
  for (const [nth, one] of bar.querySelectorAll<HTMLElement>('button').entries()) one.tabIndex = nth === 0 ? 0 : -1
  const footnote = () => {
    const used = [...desk.querySelectorAll('dl[data-label]')].map((one) => Number(one.getAttribute('data-label')) || 0)
    const label = Math.max(0, ...used) + 1
    editor.put(`${say('footnote_words')}[^${label}]\n\n[^${label}]: …`)
  }
  const more: Record<string, () => void> = { callout: () => editor.put('> [!NOTE]\n> …'), footnote, ...panels }
  bar.addEventListener('click', ({ target }) => {
    const tool = (target as Element).closest<HTMLElement>('[data-tool]')?.dataset['tool']
    if (tool) (more[tool] ?? (() => editor.use(tool as Tool)))()
  })
  bar.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const all = [...bar.querySelectorAll<HTMLElement>('button')]
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (by === undefined || at < 0) return
    event.preventDefault()
    const next = all[(at + by + all.length) % all.length]!
    // one stop on the way through the page, wherever one left it
    for (const one of all) one.tabIndex = one === next ? 0 : -1
    next.focus()
  })
  return bar
}
