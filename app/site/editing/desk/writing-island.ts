import { element } from '../../../ui/element.ts'
import { signsOfPicture } from '../../writing/signs-of-picture.ts'
import type { BlockToPut } from './blocks-to-put.ts'
import { copyOf, dropCopy, keepCopy, type LocalCopy, saySame } from './local-copy.ts'
import { pictureForm, type SentPicture } from './picture-form.ts'
import { type Places, placeForm } from './place-form.ts'
import { putInField } from './put-in-field.ts'
import { toolBar } from './tool-bar.ts'
import { wayOut } from './way-out.ts'
import type { WhatYouSee } from './what-you-see.ts'

/** After so long without a key pressed, in milliseconds, what was typed is sent; and when it could not be, it is tried again. */
const PAUSE = 2500
const AGAIN = 10_000

/**
 * The desk around the form of a writing. What is typed lies on the device from the next moment on and is sent a few seconds later; and the words
 * can be written as they will be read. Without this the form is what it is: a form.
 */
class WritingDesk extends HTMLElement {
  #saved!: LocalCopy
  #timer = 0
  #stopped = false
  #editor: WhatYouSee | null = null
  #pictures = new Map<string, string>()

  connectedCallback(): void {
    this.#saved = this.#typed()
    for (const [name, src] of Object.entries(JSON.parse(this.dataset['pictures'] ?? '{}') as Record<string, string>))
      this.#pictures.set(name, src)
    this.#bringBack()
    this.#form.addEventListener('input', () => this.#changed())
    window.addEventListener('online', () => void this.#save())
    window.addEventListener('offline', () => this.#tell('offline'))
    this.#form.before(this.#switch())
    this.#putByCaret()
    if (localStorage.getItem('ecotone.writing-as') !== 'markdown') void this.#open()
  }

  get #form(): HTMLFormElement {
    return this.querySelector('form')!
  }
  get #words(): HTMLTextAreaElement {
    return this.#field('words') as HTMLTextAreaElement
  }
  get #id(): string {
    return this.dataset['writing'] ?? ''
  }

  #field(name: keyof LocalCopy): HTMLInputElement | HTMLTextAreaElement {
    return this.#form.elements.namedItem(name) as HTMLInputElement
  }

  #say(key: string): string {
    return (JSON.parse(this.dataset['says'] ?? '{}') as Record<string, string>)[key] ?? ''
  }

  #typed(): LocalCopy {
    const value = (name: keyof LocalCopy) => this.#field(name).value
    return { title: value('title'), summary: value('summary'), words: value('words'), round: value('round') }
  }

  /** After a crash, or a page that was left: what the server never got stands in the fields again. */
  #bringBack(): void {
    const copy = copyOf(this.#id)
    if (!copy) return
    if (saySame(copy, this.#saved)) {
      dropCopy(this.#id)
      return
    }
    for (const name of ['title', 'summary', 'words', 'round'] as const) this.#field(name).value = copy[name]
    this.#tell('brought_back')
    this.#timer = window.setTimeout(() => void this.#save(), PAUSE)
  }

  #changed(): void {
    keepCopy(this.#id, this.#typed())
    this.#tell('typing')
    window.clearTimeout(this.#timer)
    if (!this.#stopped) this.#timer = window.setTimeout(() => void this.#save(), PAUSE)
  }

  async #save(): Promise<void> {
    const sent = this.#typed()
    if (this.#stopped || saySame(sent, this.#saved)) return
    try {
      const answer = await fetch(this.#form.action, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams({ ...sent }),
        redirect: 'manual',
      })
      if (answer.status === 409) {
        this.#stopped = true
        return this.#tell('conflict')
      }
      if (!answer.ok) throw new Error(`the answer was ${answer.status}`)
      const { round, at } = (await answer.json()) as { round: number; at: string }
      this.#field('round').value = String(round)
      this.#saved = sent
      if (saySame(sent, this.#typed())) dropCopy(this.#id)
      else keepCopy(this.#id, this.#typed())
      this.#tell(
        'saved',
        new Date(at).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short', hourCycle: 'h23' }),
      )
    } catch {
      this.#tell(navigator.onLine ? 'not_saved' : 'offline')
      this.#timer = window.setTimeout(() => void this.#save(), AGAIN)
    }
  }

  #tell(key: string, time = ''): void {
    const line = this.querySelector<HTMLElement>('.desk-state')
    if (!line) return
    line.dataset['state'] = key
    line.textContent = this.#say(key).replace('{time}', time)
  }

  /** Two ways to write the same text. */
  #switch(): HTMLElement {
    const way = (isSeen: boolean) =>
      element(
        'button',
        { type: 'button', class: 'desk-way', click: () => void (isSeen ? this.#open() : this.#close()) },
        this.#say(isSeen ? 'as_read' : 'as_markdown'),
      )
    return element('div', { class: 'desk-ways' }, way(true), way(false))
  }

  /** What is chosen beside the Markdown goes where the caret is; without a script it is sent, and stands at the end. */
  #putByCaret(): void {
    const chosen = this.#form.elements.namedItem('block') as HTMLSelectElement
    this.#form.querySelector('button[value="block"]')?.addEventListener('click', (event) => {
      event.preventDefault()
      const signs = chosen.selectedOptions[0]?.dataset['signs']
      if (signs) putInField(this.#words, signs)
      else chosen.focus()
    })
  }

  #press(isSeen: boolean): void {
    const [seen, plain] = this.querySelectorAll('.desk-way')
    seen?.setAttribute('aria-pressed', String(isSeen))
    plain?.setAttribute('aria-pressed', String(!isSeen))
    this.#words.closest<HTMLElement>('.field')!.hidden = isSeen
    for (const one of this.querySelectorAll<HTMLElement>('.writing-signs')) one.hidden = isSeen
  }

  async #open(): Promise<void> {
    if (this.#editor) return
    localStorage.setItem('ecotone.writing-as', 'read')
    const [{ openWhatYouSee }, { keepsAll }] = await Promise.all([
      import('./what-you-see.ts'),
      import('./keeps-all.ts'),
    ])
    const paper = element('div', { class: 'desk-paper' })
    const keys = element('p', { class: 'desk-keys', id: 'desk-keys' }, this.#say('keys'))
    const page = element('div', { class: 'desk-page' }, paper, keys)
    this.#words.closest('.field')!.before(page)
    const editor = await openWhatYouSee({
      root: paper,
      words: this.#words.value,
      label: this.#say('words'),
      describedBy: 'desk-keys',
      lang: this.dataset['lang'] ?? '',
      picture: (name) => this.#pictures.get(name) ?? null,
      changed: (words) => {
        this.#words.value = words
        this.#changed()
      },
    })
    this.#editor = editor
    if (!keepsAll(this.#words.value, editor.throughIt(this.#words.value))) {
      await this.#close()
      return this.#tell('only_markdown')
    }
    page.prepend(this.#tools(editor))
    this.#press(true)
  }

  #tools(editor: WhatYouSee): HTMLElement {
    const put = ({ name, alt, src }: SentPicture) => {
      this.#pictures.set(name, src)
      editor.putBelow(`![${alt.replace(/[[\]\\]/g, '\\$&')}](picture:${name})`)
    }
    const say = (key: string) => this.#say(key)
    const pictures = pictureForm(say, put, editor.focus)
    const asked = { say, back: editor.focus }
    const places = placeForm({
      ...asked,
      name: 'link',
      groups: JSON.parse(this.dataset['places'] ?? '[]') as Places[],
      withAddress: true,
      done: ({ to, words }) => editor.link(to, words),
    })
    const dates = placeForm({
      ...asked,
      name: 'dates',
      groups: JSON.parse(this.dataset['dates'] ?? '[]') as Places[],
      withAddress: false,
      done: ({ to, words }) => editor.putBelow(`[${words.replace(/[[\]\\]/g, '\\$&')}](${to})`),
    })
    const drawn = JSON.parse(this.dataset['maps'] ?? '[]') as BlockToPut[]
    const maps = placeForm({
      ...asked,
      name: 'map',
      groups: [{ label: say('map_title'), places: drawn }],
      withAddress: false,
      toNew: '/writing/maps',
      done: ({ to, words }) => {
        const map = drawn.find((one) => one.to === to)!
        const name = to.slice('picture:'.length)
        // nothing typed: what stands under it as it was kept
        editor.putBelow(words === map.name ? map.signs : signsOfPicture({ name, alt: map.alt ?? '', caption: words }))
      },
    })
    const all = [pictures.panel, places.panel, dates.panel, maps.panel]
    // one at a time
    const only = (open: () => void) => () => {
      for (const panel of all) panel.hidden = true
      open()
    }
    const panels = {
      picture: only(() => pictures.open(null)),
      link: only(() => places.open(editor.chosen())),
      dates: only(() => dates.open('')),
      map: only(() => maps.open('')),
    }
    const bar = toolBar(this, say, editor, panels)
    const paper = this.querySelector<HTMLElement>('.desk-paper')!
    wayOut(paper, { link: panels.link, tools: () => bar.querySelector<HTMLElement>('[tabindex="0"]')?.focus() })
    for (const kind of ['drop', 'paste'] as const)
      paper.addEventListener(
        kind,
        (event) => {
          const from = 'dataTransfer' in event ? event.dataTransfer : event.clipboardData
          const file = [...(from?.files ?? [])].find(({ type }) => type.startsWith('image/'))
          if (!file) return
          event.preventDefault()
          event.stopPropagation()
          only(() => pictures.open(file))()
        },
        { capture: true },
      )
    return element('div', { class: 'desk-head' }, bar, ...all)
  }

  async #close(): Promise<void> {
    localStorage.setItem('ecotone.writing-as', 'markdown')
    const editor = this.#editor
    this.#editor = null
    await editor?.close()
    this.querySelector('.desk-page')?.remove()
    this.#press(false)
  }

  /** What a text becomes on its way through the editor, for whoever tries whether anything is lost. */
  throughIt(words: string): string | null {
    return this.#editor?.throughIt(words) ?? null
  }
}

customElements.define('writing-desk', WritingDesk)
