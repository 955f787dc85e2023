/** A rectangle on the drawing, in pixels. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export function boxAround(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 }
}

export function overlap(a: Box, b: Box, gap = 0): boolean {
  return a.left - gap < b.right && a.right + gap > b.left && a.top - gap < b.bottom && a.bottom + gap > b.top
}

export function overlapsAny(box: Box, taken: Box[], gap = 0): boolean {
  return taken.some((other) => overlap(box, other, gap))
}

export function inside(box: Box, x: number, y: number, gap = 0): boolean {
  return x > box.left - gap && x < box.right + gap && y > box.top - gap && y < box.bottom + gap
}
