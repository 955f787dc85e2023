import { element } from '../../../ui/element.ts'

/** A picture that the server keeps now. */
export interface SentPicture {
  name: string
  alt: string
  src: string
}

/** Asks for what is to be seen before a picture is sent; opened by the tool, or by dropping or pasting one. */
export function pictureForm(
  say: (key: string) => string,
  done: (sent: SentPicture) => void,
  back: () => void,
): { panel: HTMLElement; open: (file: File | null) => void } {
  let dropped: File | null = null
  const file = element('input', { type: 'file', class: 'file', accept: 'image/*', id: 'desk-file' }) as HTMLInputElement
  const alt = element('textarea', { class: 'input', rows: 2, id: 'desk-alt', maxlength: 1000 }) as HTMLTextAreaElement
  const decoration = element('input', { type: 'checkbox', id: 'desk-decoration' }) as HTMLInputElement
  const problem = element('p', { class: 'problem', role: 'alert' })
  const name = element('p', { class: 'ui muted' })
  const label = (of: string, key: string) => element('label', { class: 'label', for: of }, say(key))
  const panel = element(
    'div',
    { class: 'card desk-panel', hidden: true, role: 'group', 'aria-label': say('picture') },
    name,
    element('div', { class: 'field desk-file' }, label('desk-file', 'picture_file'), file),
    element('div', { class: 'field' }, label('desk-alt', 'picture_alt'), alt),
    element(
      'div',
      { class: 'choice' },
      decoration,
      element('label', { for: 'desk-decoration' }, say('picture_decoration')),
    ),
    problem,
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', class: 'button button-plain', click: () => void send() }, say('put')),
      element('button', { type: 'button', class: 'button button-quiet', click: leave }, say('not')),
    ),
  )

  // what is typed here is no change of the writing
  panel.addEventListener('input', (event) => event.stopPropagation())
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') leave()
  })

  async function send(): Promise<void> {
    const chosen = dropped ?? file.files?.[0]
    const body = new FormData()
    if (chosen) body.append('picture', chosen)
    body.append('alt', alt.value)
    if (decoration.checked) body.append('decoration', 'yes')
    problem.textContent = ''
    try {
      const answer = await fetch('/writing/pictures', { method: 'POST', headers: { accept: 'application/json' }, body })
      const told = (await answer.json()) as SentPicture & { kind: string; problems?: Record<string, string> }
      if (told.kind !== 'kept') problem.textContent = Object.values(told.problems ?? {}).join(' ')
      else {
        close()
        done(told)
      }
    } catch {
      problem.textContent = say('picture_problem')
    }
  }

  function close(): void {
    panel.hidden = true
    dropped = null
    alt.value = ''
    file.value = ''
    decoration.checked = false
  }

  function leave(): void {
    close()
    back()
  }

  function open(given: File | null): void {
    dropped = given
    name.textContent = given?.name ?? ''
    panel.querySelector<HTMLElement>('.desk-file')!.hidden = given !== null
    problem.textContent = ''
    panel.hidden = false
    ;(given ? alt : file).focus()
  }

  return { panel, open }
}
