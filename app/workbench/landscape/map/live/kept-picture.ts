import type { Colours } from './colours.ts'
import { programOf } from './drawing-room.ts'
import { type Area, cutAtTiles, grown } from './strips.ts'
import type { View } from './view.ts'

/**
 * The picture of the map as it was painted last, with some room around the sheet. While the land is only moved, what was painted is shown
 * at its new place, and only strips that came into view are painted: a frame is then many times cheaper.
 */
export interface KeptPicture {
  /**
   * Shows a view.
   *
   * @param look whatever else the picture depends on; the same text for the same picture
   * @param paint paints all of a view; only an area of it will be kept
   */
  show(view: View, colours: Colours, look: string, paint: (view: View) => void): void
}

/** The picture that is kept is so much wider and higher than the sheet. */
const ROOMIER = 1.25
/** A strip is painted so many CSS pixels further than what came into view. */
const AHEAD = 96
/** The dots of thin evidence come again after so many CSS pixels, and must at the seams of the picture. */
const PATTERN = 14
/** The texture unit of the picture; lower ones belong to the layers. */
const UNIT = 7

const vertex = `
void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0, 1); }`
/**
 * The picture lies in its texture as a tile of an endless floor. There is a little less light on the ground towards the rim of the sheet; what
 * lies over the ground is taken for ink.
 */
const fragment = `
uniform sampler2D picture;
uniform ivec4 floor_;
uniform vec3 sheet, ink;
out vec4 colour;
void main() {
  ivec2 spot = ivec2(gl_FragCoord.x, sheet.y - gl_FragCoord.y) + floor_.xy;
  if (spot.x >= floor_.z) spot.x -= floor_.z;
  if (spot.y >= floor_.w) spot.y -= floor_.w;
  vec2 off = gl_FragCoord.xy / sheet.xy - .5;
  vec4 painted = texelFetch(picture, ivec2(spot.x, floor_.w - 1 - spot.y), 0);
  vec3 ground = max(painted.rgb - ink * (1. - painted.a), 0.);
  colour = vec4(painted.rgb - ground * dot(off, off) * sheet.z, 1);
}`

export function keptPicture(gl: WebGL2RenderingContext): KeptPicture {
  const { program, uniforms } = programOf(gl, vertex, fragment)
  const nothing = gl.createVertexArray()
  const board = gl.createFramebuffer()
  const texture = gl.createTexture()
  let tile = { width: 0, height: 0 }
  let [paintedFor, paintedIn]: [string, Colours | null] = ['', null]
  let holds: Area | null = null
  /** the corner of the floor, in pixels of the land: where the sheet lay when it was painted whole, so that this is painted as it is */
  let corner = { x: 0, y: 0 }

  const paintAreas = (areas: readonly Area[], { camera, ratio }: View, paint: (view: View) => void) => {
    if (areas.length === 0) return
    gl.bindFramebuffer(gl.FRAMEBUFFER, board)
    gl.viewport(0, 0, tile.width, tile.height)
    gl.enable(gl.SCISSOR_TEST)
    const scale = camera.zoom * ratio
    for (const { left, top, right, bottom } of areas.flatMap((area) => cutAtTiles(area, tile))) {
      const [column, row] = [Math.floor(left / tile.width), Math.floor(top / tile.height)]
      const upFrom = (row + 1) * tile.height - bottom
      gl.scissor(left - column * tile.width, upFrom, right - left, bottom - top)
      const middle = {
        x: (corner.x + (column + 0.5) * tile.width) / scale,
        y: (corner.y + (row + 0.5) * tile.height) / scale,
      }
      paint({ camera: { ...middle, zoom: camera.zoom }, pixelWidth: tile.width, pixelHeight: tile.height, ratio })
    }
    gl.disable(gl.SCISSOR_TEST)
  }
  return {
    show(view, colours, look, paint) {
      const { camera, pixelWidth, pixelHeight, ratio } = view
      const wish = [look, camera.zoom, ratio, pixelWidth, pixelHeight].join(' ')
      if (paintedFor !== wish || paintedIn !== colours) holds = null
      if (pixelWidth > tile.width || pixelHeight > tile.height || tile.width > 2 * pixelWidth) {
        tile = roomFor(gl, texture, view)
        gl.bindFramebuffer(gl.FRAMEBUFFER, board)
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
        holds = null
      }
      ;[paintedFor, paintedIn] = [wish, colours]
      const scale = camera.zoom * ratio
      const at = { x: camera.x * scale - pixelWidth / 2, y: camera.y * scale - pixelHeight / 2 }
      if (holds === null) corner = at
      const [left, top] = [Math.round(at.x - corner.x), Math.round(at.y - corner.y)]
      const wanted = { left, top, right: left + pixelWidth, bottom: top + pixelHeight }
      const growth = grown(holds, wanted, tile, Math.round(AHEAD * ratio))
      paintAreas(growth.strips, view, paint)
      holds = growth.holds
      gl.bindFramebuffer(gl.FRAMEBUFFER, null)
      gl.viewport(0, 0, pixelWidth, pixelHeight)
      gl.disable(gl.BLEND)
      gl.useProgram(program)
      gl.bindVertexArray(nothing)
      gl.uniform1i(uniforms['picture']!, UNIT)
      const [x, y] = [within(left, tile.width), within(top, tile.height)]
      gl.uniform4i(uniforms['floor_']!, x, y, tile.width, tile.height)
      gl.uniform3fv(uniforms['ink']!, colours.ink)
      gl.uniform3f(uniforms['sheet']!, pixelWidth, pixelHeight, colours.night ? 0.22 : 0.08)
      gl.drawArrays(gl.TRIANGLES, 0, 3)
    },
  }
}

/** Makes the texture large enough for a sheet with some room around it; answers how large it is. */
function roomFor(gl: WebGL2RenderingContext, texture: WebGLTexture, { pixelWidth, pixelHeight, ratio }: View) {
  const most = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number
  const roomy = (pixels: number) => {
    const patterns = Math.ceil((pixels * ROOMIER) / (PATTERN * ratio))
    return Math.max(pixels, Math.min(most, Math.round(patterns * PATTERN * ratio)))
  }
  const [width, height] = [roomy(pixelWidth), roomy(pixelHeight)]
  gl.activeTexture(gl.TEXTURE0 + UNIT)
  gl.bindTexture(gl.TEXTURE_2D, texture)
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
  return { width, height }
}

/** Where on its tile a pixel of an endless floor lies. */
function within(at: number, size: number): number {
  return at - Math.floor(at / size) * size
}
