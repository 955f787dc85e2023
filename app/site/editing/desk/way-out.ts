/**
 * Keys that lead out of the words. In a list and in a table Tab does something else, so Escape makes the next Tab lead on through the page, as
 * it does everywhere else; Alt+F10 leads to the tools, as in other editors; Ctrl+K asks where words shall lead.
 */
export function wayOut(paper: HTMLElement, to: { link: () => void; tools: () => void }): void {
  let isLeaving = false
  paper.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Tab' && isLeaving) event.stopPropagation()
      isLeaving = event.key === 'Escape' || (isLeaving && event.key === 'Shift')
      const doing =
        event.altKey && event.key === 'F10'
          ? to.tools
          : (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
            ? to.link
            : null
      if (!doing) return
      event.preventDefault()
      event.stopPropagation()
      doing()
    },
    { capture: true },
  )
}
