import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'device-sketch': {
        'data-map': string
        'data-files': string
        'data-openings': string
        'data-worker': string
        'data-words': string
        children?: unknown
      }
    }
  }
}
