/** What somebody chose on the map, as the panel says it. */
export interface Told {
  title: string
  sentence: string
  /** where more of it stands; nothing when there is no page */
  href: string | null
}

/** The panel of the page that says what was chosen; hidden while nothing is. */
export interface ChosenPanel {
  show(told: Told | null): void
}

/**
 * The panel as the server wrote it, empty.
 *
 * @param leave called when somebody leaves what they chose
 */
export function chosenPanel(leave: () => void, signal: AbortSignal): ChosenPanel {
  const panel = document.querySelector<HTMLElement>('.map-chosen')
  const part = (name: string) => panel?.querySelector<HTMLElement>(`[data-chosen="${name}"]`)
  panel?.querySelector('[data-do="leave"]')?.addEventListener('click', leave, { signal })
  return {
    show(told) {
      if (!panel) return
      panel.hidden = told === null
      if (told === null) return
      const [title, sentence, link] = [part('title'), part('sentence'), panel.querySelector('a')]
      if (title) title.textContent = told.title
      if (sentence) sentence.textContent = told.sentence
      if (!link) return
      link.hidden = told.href === null
      link.setAttribute('href', told.href ?? '#')
    },
  }
}
