/** Another place that says who somebody is, over OpenID Connect: what whoever runs the instance agreed on with it. */
export interface OidcSettings {
  /** As the provider writes itself in its tokens. */
  issuer: string
  client: string
  secret: string
  /** What people call it: "Sign in with …". */
  name: string
}

const onThisMachine = ['localhost', '127.0.0.1', '[::1]']

/**
 * The provider to sign in with, from its four settings: all of them or none. Throws one sentence that says which setting to mend and never
 * what stands in it.
 */
export function readOidc(set: { [Part in keyof OidcSettings]?: string | undefined }): OidcSettings | null {
  const { issuer, client, secret, name } = set
  if (!issuer && !client && !secret && !name) return null
  if (!issuer || !client || !secret || !name) {
    const missing = Object.entries({ ISSUER: issuer, CLIENT: client, SECRET: secret, NAME: name })
    const names = missing.flatMap(([part, value]) => (value ? [] : [`ECOTONE_OIDC_${part}`]))
    throw new Error(
      `${names.join(', ')} missing: ECOTONE_OIDC_ISSUER, _CLIENT, _SECRET and _NAME belong together. Set all four, or none to sign in without another provider.`,
    )
  }
  const url = new URL(issuer)
  if (url.protocol !== 'https:' && !onThisMachine.includes(url.hostname)) {
    throw new Error('ECOTONE_OIDC_ISSUER must begin with https://, unless the provider runs on this very machine.')
  }
  if (url.search || url.hash || url.username) {
    throw new Error('ECOTONE_OIDC_ISSUER must be an address alone, without "?", "#" or a name and password in it.')
  }
  return { issuer, client, secret, name }
}
