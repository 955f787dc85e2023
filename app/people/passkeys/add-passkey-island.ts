import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from '@simplewebauthn/browser'
import { askServer } from './ask-server.ts'

/** Has the device make a passkey and hands its public half to the server. */
class AddPasskey extends HTMLElement {
  connectedCallback(): void {
    if (!browserSupportsWebAuthn()) return
    const form = this.querySelector('form')
    this.querySelector('[data-without]')?.remove()
    form?.removeAttribute('hidden')
    form?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.add(new FormData(form).get('name'))
    })
  }

  private async add(name: FormDataEntryValue | null): Promise<void> {
    const problem = this.querySelector<HTMLElement>('[role=alert]')
    problem?.setAttribute('hidden', '')
    const done = await this.make(name).catch(() => null)
    if (done) location.assign(done.location)
    else problem?.removeAttribute('hidden')
  }

  private async make(name: FormDataEntryValue | null): Promise<{ location: string } | null> {
    const at = this.dataset['at'] ?? ''
    const asked = await askServer<{ options: PublicKeyCredentialCreationOptionsJSON; token: string }>(`${at}/question`)
    if (!asked) return null
    const response = await startRegistration({ optionsJSON: asked.options })
    return askServer<{ location: string }>(at, { token: asked.token, name, response })
  }
}

customElements.define('add-passkey', AddPasskey)
