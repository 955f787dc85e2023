import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'copy-text': { 'data-copied': string; hidden?: boolean; children?: unknown }
    }
  }
}
