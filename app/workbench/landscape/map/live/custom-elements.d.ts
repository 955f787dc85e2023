import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'living-map': { 'data-scene': string; children?: unknown }
    }
  }
}
