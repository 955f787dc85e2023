import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'map-sheet': {
        class: string
        'data-half': string
        'data-full': string
        'data-peek': string
        children?: unknown
      }
    }
  }
}
