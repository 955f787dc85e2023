/** What somebody chose on the map, as the panel says it. */
export interface Told {
  title: string
  sentence: string
  /** what can be done with it, the first one before all */
  actions: readonly Action[]
  /** the chosen people one by one, made when it is shown; nothing where there is nothing to go through */
  list?: () => HTMLElement
}

/** A link, or something done on the map. */
export type Action = { label: string; href: string } | { label: string; act: () => void }

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
      const hadFocus = panel.contains(document.activeElement)
      const [title, sentence, actions] = [part('title'), part('sentence'), part('actions')]
      if (title) title.textContent = told.title
      if (sentence) sentence.textContent = told.sentence
      panel.querySelector('.map-chosen-list')?.remove()
      actions?.replaceChildren(...told.actions.map(actionElement))
      if (told.list) actions?.before(told.list())
      // what was pressed is gone: keys still belong to what has come in its place
      if (hadFocus && !panel.contains(document.activeElement))
        panel.querySelector<HTMLElement>('[role="listbox"], a, button')?.focus()
    },
  }
}

function actionElement(action: Action, nth: number): HTMLElement {
  const isLink = 'href' in action
  const element = document.createElement(isLink ? 'a' : 'button')
  element.className = `button button-${nth === 0 ? 'primary' : 'plain'}`
  element.textContent = action.label
  if (isLink) element.setAttribute('href', action.href)
  else {
    element.setAttribute('type', 'button')
    element.addEventListener('click', action.act)
  }
  return element
}
