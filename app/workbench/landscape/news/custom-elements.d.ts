import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'landscape-news': {
        class: string
        role: 'status'
        hidden: boolean
        'data-stream': string
        'data-version': string
        'data-places': string
        'data-moved': string
        'data-one': string
        'data-other': string
        'data-gone': string
        children?: unknown
      }
    }
  }
}
