/** Where a block is pasted: the rows and columns from the current cell on. */
export interface PastePlace {
  things: readonly string[]
  columns: readonly string[]
}

/**
 * Shows in a window over the table what a pasted block would change, as the page for pasting shows it, and keeps it when asked. Answers
 * with the deed (empty when nothing changed), with null when nothing was to be kept, or that nobody answered.
 */
export async function pasteBlock(
  address: string,
  text: string,
  at: PastePlace,
): Promise<{ deed: string | null } | 'unheard'> {
  const sent = new URLSearchParams({ text })
  for (const thing of at.things) sent.append('thing', thing)
  for (const column of at.columns) sent.append('column', column)
  const first = await post(address, sent)
  if (!first) return 'unheard'
  const dialog = document.createElement('dialog')
  dialog.className = 'pasted-window'
  document.body.append(dialog)
  return new Promise((resolve) => {
    let deed: string | null = null
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve({ deed })
    })
    dialog.addEventListener('click', (event) => {
      // the link that leads back to the table has no further to go here
      if ((event.target as Element).closest('.actions a.button-quiet, .back')) {
        event.preventDefault()
        dialog.close()
      }
    })
    dialog.addEventListener('submit', (event) => {
      event.preventDefault()
      const form = event.target as HTMLFormElement
      const fields = new URLSearchParams()
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
      for (const button of dialog.querySelectorAll('button')) button.disabled = true
      void post(form.action, fields).then((answer) => {
        if (answer?.deed !== undefined) {
          deed = answer.deed
          dialog.close()
        } else if (answer) show(dialog, answer.content)
        else for (const button of dialog.querySelectorAll('button')) button.disabled = false
      })
    })
    dialog.showModal()
    show(dialog, first.content)
  })
}

function show(dialog: HTMLDialogElement, content: Element | undefined): void {
  dialog.replaceChildren(...(content ? [content] : []))
  const title = dialog.querySelector('h1')
  if (title) {
    title.id = 'pasted-window-title'
    dialog.setAttribute('aria-labelledby', title.id)
  }
  dialog.querySelector<HTMLElement>('button, a')?.focus()
}

/** Sends a form as the page would; answers what came back, or that it was kept and as which deed. */
async function post(address: string, fields: URLSearchParams): Promise<{ content?: Element; deed?: string } | null> {
  const answer = await fetch(address, { method: 'POST', body: fields, headers: { accept: 'text/html' } }).catch(
    () => null,
  )
  if (!answer) return null
  const at = new URL(answer.url)
  if (answer.redirected && answer.ok) return { deed: at.searchParams.get('deed') ?? '' }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const content = page.querySelector('.pasted')
  return content ? { content } : null
}
