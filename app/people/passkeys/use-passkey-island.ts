import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
} from '@simplewebauthn/browser'
import { askServer } from './ask-server.ts'

/** Signs in, or confirms, with a passkey: by its button, and where the browser can by what it offers in the box for the address. */
class UsePasskey extends HTMLElement {
  connectedCallback(): void {
    if (!browserSupportsWebAuthn()) return
    this.querySelector('div')?.removeAttribute('hidden')
    this.querySelector('button')?.addEventListener('click', () => void this.use(false))
    void this.offer()
  }

  private async offer(): Promise<void> {
    const box = document.querySelector('input[autocomplete$="webauthn"]')
    if (box && (await browserSupportsWebAuthnAutofill())) await this.use(true)
  }

  private async use(inBox: boolean): Promise<void> {
    const problem = this.querySelector('[role=alert]')
    problem?.setAttribute('hidden', '')
    try {
      const done = await this.prove(inBox)
      if (done) location.assign(done.location)
      else problem?.removeAttribute('hidden')
    } catch {
      // What the browser offers in the box ends as soon as the button is pressed: that is no failure to tell of.
      if (!inBox) problem?.removeAttribute('hidden')
    }
  }

  private async prove(useBrowserAutofill: boolean): Promise<{ location: string } | null> {
    const at = this.dataset['at'] ?? ''
    const asked = await askServer<{ options: PublicKeyCredentialRequestOptionsJSON; token: string }>(`${at}/question`)
    if (!asked) return null
    const response = await startAuthentication({ optionsJSON: asked.options, useBrowserAutofill })
    return askServer<{ location: string }>(at, { token: asked.token, next: this.dataset['next'] ?? '/', response })
  }
}

customElements.define('use-passkey', UsePasskey)
