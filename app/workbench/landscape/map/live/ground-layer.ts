import type { Colour, Colours } from './colours.ts'
import { arraysOf, fieldTexture, type Program, programOf } from './drawing-room.ts'
import { evidenceField, heightField, sideField } from './ground-fields.ts'
import type { SentMap } from './sent-map.ts'
import type { View } from './view.ts'

const vertex = `
in vec2 corner;
void main() { gl_Position = vec4(corner, 0, 1); }`

/**
 * One full-screen pass: stepped tints lit from the north-west, contours of the same width at every zoom, the coast, the waterlines of what is
 * not mapped, each side's colour over its ground, and dots where evidence is thin. Heights are read through a cubic B-spline (four eased
 * reads of the texture, after Sigg and Hadwiger 2005), so that contours stay round however near one looks.
 */
const fragment = `
uniform sampler2D heights, sides, evidence;
uniform vec2 size, cells, corner, extent;
uniform vec3 camera, water, waterline, contour, coast, ink, ramp[6], tint[4];
uniform float sea, levels, pixel, scale, night, sided;
out vec4 colour;

vec4 spline(float t) {
  vec4 n = vec4(1., 2., 3., 4.) - t;
  vec4 cubes = n * n * n;
  float a = cubes.x, b = cubes.y - 4. * cubes.x, c = cubes.z - 4. * cubes.y + 6. * cubes.x;
  return vec4(a, b, c, 6. - a - b - c) / 6.;
}
vec4 round4(vec2 at) {
  vec2 cell = at * cells - .5;
  vec2 t = fract(cell);
  cell -= t;
  vec4 wx = spline(t.x), wy = spline(t.y);
  vec2 gx = wx.xz + wx.yw, gy = wy.xz + wy.yw;
  vec2 x = (cell.x + vec2(-.5, 1.5) + wx.yw / gx) / cells.x;
  vec2 y = (cell.y + vec2(-.5, 1.5) + wy.yw / gy) / cells.y;
  vec4 top = mix(texture(heights, vec2(x.y, y.x)), texture(heights, vec2(x.x, y.x)), gx.x / (gx.x + gx.y));
  vec4 low = mix(texture(heights, vec2(x.y, y.y)), texture(heights, vec2(x.x, y.y)), gx.x / (gx.x + gx.y));
  return mix(low, top, gy.x / (gy.x + gy.y));
}
float grain(vec2 at) { return fract(sin(dot(floor(at), vec2(41.3, 289.1))) * 7919.17); }
float stroke(float away, float half_width) { return 1. - smoothstep(half_width - .5, half_width + .5, away); }

vec3 land(vec2 at, vec2 spot, float height, vec2 slope) {
  float rise = clamp((height - sea) / (1. - sea), 0., 1.);
  float step_at = pow(rise, .85) * 5.;
  float tone = mix(step_at, floor(step_at * 2. + .5) / 2., .55);
  vec3 ground = ramp[0];
  for (int i = 0; i < 5; i++) ground = mix(ground, ramp[i + 1], clamp(tone - float(i), 0., 1.));
  vec3 facing = normalize(vec3(-slope * 46. * scale, 1.));
  float light = dot(facing, vec3(-.558, -.558, .612)) - .612;
  if (night > .5) ground = ground * (1. + light * .85) + max(light, 0.) * vec3(.1, .085, .06);
  else ground = light > 0. ? mix(ground, vec3(1., .975, .91), light * .75) : ground * (1. + light * vec3(.46, .52, .56));
  if (sided > .5) {
    vec4 lead = texture(sides, at) * 2. - 1.;
    float most = max(max(lead.x, lead.y), max(lead.z, lead.w));
    vec4 weight = exp((lead - most) * 14.);
    vec3 own = (tint[0] * weight.x + tint[1] * weight.y + tint[2] * weight.z + tint[3] * weight.w) / dot(weight, vec4(1));
    float known = smoothstep(.15, .6, texture(evidence, at).x);
    float by = known * (.11 + .42 * exp(-max(most, 0.) * 3.6));
    ground = mix(ground, own * (night > .5 ? 1. : .62 + .38 * dot(ground, vec3(.34))), by * (night > .5 ? .55 : .8));
  }
  float level = rise * levels;
  float per_pixel = max(length(slope) * levels / (1. - sea) / camera.z, 1e-6);
  float away = abs(fract(level - .5) - .5) / per_pixel;
  float away_fifth = abs(fract(level / 5. - .5) - .5) * 5. / per_pixel;
  float crowded = smoothstep(1., .3, per_pixel * 1.6);
  float line = max(stroke(away, .42 * pixel) * .42 * crowded, stroke(away_fifth, .75 * pixel) * .62);
  ground = mix(ground, contour, line * (.78 - .38 * clamp(light * 2.2, -1., 1.)));
  if (texture(evidence, at).y > .5) {
    vec2 dot_at = mod(spot, 7. * pixel) - 3.5 * pixel;
    if (mod(floor(spot.x / 7. / pixel) + floor(spot.y / 7. / pixel), 2.) < 1.)
      ground = mix(ground, ink, .2 * (1. - smoothstep(.6 * pixel, 1.3 * pixel, length(dot_at))));
  }
  return ground;
}

vec3 open_water(float offshore, bool beyond) {
  vec3 ground = water;
  if (beyond) return ground;
  float unit = max(scale, pixel / camera.z);
  float away[6] = float[6](4.2, 8.6, 13.8, 19.8, 26.8, 35.);
  float line = 0.;
  for (int i = 0; i < 6; i++)
    line = max(line, stroke(abs(offshore - away[i] * unit) * camera.z, .42 * pixel) * (1. - float(i) / 6.6));
  ground = mix(ground, waterline, line * .75);
  return mix(ground, waterline, .2 * exp(-offshore / (16. * unit)));
}

void main() {
  vec2 spot = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  vec2 place = (spot - size * .5) / camera.z + camera.xy;
  vec2 at = (place - corner) / extent;
  bool beyond = any(lessThan(at, vec2(0))) || any(greaterThan(at, vec2(1)));
  at = clamp(at, 0., 1.);
  vec4 here = round4(at);
  float over = (here.x - sea) / max(length(here.yz) / camera.z, 1e-6);
  float on_land = beyond ? 0. : smoothstep(-.7, .7, over);
  vec3 ground = on_land > 0. ? land(at, spot, here.x, here.yz) : water;
  if (on_land < 1.) ground = mix(open_water(here.w, beyond), ground, on_land);
  if (!beyond) ground = mix(ground, coast, stroke(abs(over), .75 * pixel) * .85);
  ground += (grain(spot / pixel * .8) - .5) * (night > .5 ? .012 : .016);
  vec2 off = spot / size - .5;
  colour = vec4(ground * (1. - dot(off, off) * (night > .5 ? .22 : .08)), 1);
}`

/** The ground of the map. Nothing here grows with people or ties: a frame costs the same for thirty and for a million. */
export interface GroundLayer {
  draw(view: View, colours: Colours): void
}

const tintNames = ['side-1-tint', 'side-2-tint', 'side-3-tint', 'line-strong'] as const
const rampNames = ['relief-1', 'relief-2', 'relief-3', 'relief-4', 'relief-5', 'relief-6'] as const
/** From this zoom on there are twice as many contours. */
const FINE = 2.6

export function groundLayer(gl: WebGL2RenderingContext, map: SentMap): GroundLayer {
  const program = programOf(gl, vertex, fragment)
  const corners = new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1])
  const arrays = arraysOf(gl, program, [{ name: 'corner', values: corners, size: 2 }])
  const { ground } = map.head
  fieldTexture(gl, 0, ground, heightField(map))
  fieldTexture(gl, 1, ground, sideField(map))
  fieldTexture(gl, 2, ground, evidenceField(map))
  return {
    draw(view, colours) {
      gl.disable(gl.BLEND)
      gl.useProgram(program.program)
      setGround(gl, program, map, view)
      setColours(gl, program, colours)
      gl.bindVertexArray(arrays)
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4)
    },
  }
}

function setGround(gl: WebGL2RenderingContext, { uniforms: u }: Program, { head, lead }: SentMap, view: View): void {
  const { x0, y0, cell, columns, rows } = head.ground
  gl.uniform1i(u['heights']!, 0)
  gl.uniform1i(u['sides']!, 1)
  gl.uniform1i(u['evidence']!, 2)
  gl.uniform2f(u['size']!, view.pixelWidth, view.pixelHeight)
  gl.uniform3f(u['camera']!, view.camera.x, view.camera.y, view.camera.zoom * view.ratio)
  gl.uniform2f(u['cells']!, columns, rows)
  gl.uniform2f(u['corner']!, x0, y0)
  gl.uniform2f(u['extent']!, columns * cell, rows * cell)
  gl.uniform1f(u['sea']!, head.sea)
  gl.uniform1f(u['scale']!, head.scale)
  gl.uniform1f(u['levels']!, view.camera.zoom * head.scale > FINE ? 40 : 20)
  gl.uniform1f(u['pixel']!, view.ratio)
  gl.uniform1f(u['sided']!, lead.length > 0 ? 1 : 0)
}

function setColours(gl: WebGL2RenderingContext, { uniforms: u }: Program, colours: Colours): void {
  const set = (name: string, ...values: Colour[]) => gl.uniform3fv(u[name]!, values.flat())
  set('water', colours['open-water'])
  set('waterline', colours.waterline)
  set('contour', colours.contour)
  set('coast', colours.coast)
  set('ink', colours.ink)
  set('ramp', ...rampNames.map((name) => colours[name]))
  set('tint', ...tintNames.map((name) => colours[name]))
  gl.uniform1f(u['night']!, colours.night ? 1 : 0)
}
