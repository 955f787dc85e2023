import type { Camera } from './camera.ts'

/** What a layer draws: the camera, and the canvas in pixels of the screen, `ratio` to a CSS pixel. */
export interface View {
  camera: Camera
  pixelWidth: number
  pixelHeight: number
  ratio: number
}

/** Sets what every layer but the ground needs to put places on the canvas. */
export function setView(
  gl: WebGL2RenderingContext,
  uniforms: Readonly<Record<string, WebGLUniformLocation>>,
  view: View,
): void {
  gl.uniform2f(uniforms['size']!, view.pixelWidth, view.pixelHeight)
  gl.uniform3f(uniforms['camera']!, view.camera.x, view.camera.y, view.camera.zoom * view.ratio)
  gl.uniform1f(uniforms['pixel']!, view.ratio)
}

/**
 * Lets what is drawn lie over the ground. The opacity of the picture becomes the share of ground in it, because only ground is darker towards
 * the rim of the sheet.
 */
export function blendOverGround(gl: WebGL2RenderingContext): void {
  gl.enable(gl.BLEND)
  gl.blendFuncSeparate(gl.ONE, gl.ONE_MINUS_SRC_ALPHA, gl.ZERO, gl.ONE_MINUS_SRC_ALPHA)
}

/** Puts a place on the canvas; for the vertex shaders of layers. */
export const placing = `
uniform vec2 size;
uniform vec3 camera;
uniform float pixel;
vec2 on_canvas(vec2 place) { return (place - camera.xy) * camera.z; }
vec4 corner_of(vec2 spot) { return vec4(spot / size * vec2(2, -2), 0, 1); }`
