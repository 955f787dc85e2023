import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'add-passkey': { 'data-at': string; children?: unknown }
      'use-passkey': { 'data-at': string; 'data-next': string; children?: unknown }
    }
  }
}
