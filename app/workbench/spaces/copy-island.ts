/** A button that copies the text of its form. It appears only where copying works; the text itself can always be selected. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    if (!navigator.clipboard) return
    this.hidden = false
    this.querySelector('button')?.addEventListener('click', () => void this.#copy())
  }

  async #copy(): Promise<void> {
    const button = this.querySelector('button')
    const text = this.closest('form')?.querySelector('textarea')?.value
    if (!button || text === undefined) return
    await navigator.clipboard.writeText(text)
    const before = button.textContent
    button.textContent = this.dataset['copied'] ?? ''
    button.setAttribute('aria-live', 'polite')
    window.setTimeout(() => {
      button.textContent = before
    }, 2000)
  }
}

customElements.define('copy-text', CopyText)
