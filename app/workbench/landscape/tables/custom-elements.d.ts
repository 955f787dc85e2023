import 'hono/jsx'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'table-cells': { class: string; 'data-setting': string; children?: unknown }
    }
  }
}
