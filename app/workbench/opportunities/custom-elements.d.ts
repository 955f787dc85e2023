import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'reading-progress': { 'data-state': string; 'data-label': string; children?: unknown }
      'what-if': { 'data-address': string; 'data-working': string; children?: unknown }
    }
  }
}
