/** Keeps the progress of a reading up to date and shows the result as soon as it is there. Without it the page looks again by itself. */
class ReadingProgress extends HTMLElement {
  #timer: number | undefined

  connectedCallback(): void {
    this.#timer = window.setInterval(() => void this.#look(), 400)
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const address = this.dataset['state']
    if (!address) return
    const answer = await fetch(address, { headers: { accept: 'application/json' } }).catch(() => null)
    if (!answer?.ok) return
    const { state, progress } = (await answer.json()) as { state: string; progress: number }
    if (state !== 'waiting' && state !== 'running') return window.location.reload()
    const bar = this.querySelector('progress')
    if (bar) bar.value = progress
    const words = this.querySelector('p')
    if (words && state === 'running') words.textContent = this.dataset['label'] ?? ''
  }
}

customElements.define('reading-progress', ReadingProgress)
