import type { ColourName, Colours } from './colours.ts'
import type { SentMap } from './sent-map.ts'

/** What a piece of the ground is: far from all land, water near land, land without a coast where evidence is not thin, or anything. */
export type GroundKind = 'deep' | 'shore' | 'inland' | 'coast'

export const groundVertex = `
layout(location = 0) in vec2 place;
uniform vec2 size;
uniform vec3 camera;
void main() {
  gl_Position = vec4((place - camera.xy) * camera.z / size * vec2(2, -2), 0, 1);
}`

const tintNames = ['side-1-tint', 'side-2-tint', 'side-3-tint', 'line-strong'] as const
const rampNames = ['relief-1', 'relief-2', 'relief-3', 'relief-4', 'relief-5', 'relief-6'] as const

/**
 * The shader of one kind of ground: stepped tints lit from the north-west, contours of the same width at every zoom, the coast, the
 * waterlines of what is not mapped, each side's colour over its ground, and dots where evidence is thin. Heights are read through a cubic
 * B-spline (four eased reads of the texture, after Sigg and Hadwiger 2005), so that contours stay round however near one looks.
 *
 * What does not change between two frames is written into it as numbers, and no loop and hardly a division is left: in software that makes a
 * frame half as dear.
 */
export function groundFragment(kind: GroundKind, map: SentMap, colours: Colours): string {
  const painted = {
    deep: 'vec3 ground = water;',
    shore: 'vec3 ground = open_water(round4(at).w);',
    inland: 'vec4 here = round4(at); vec3 ground = land(at, spot, here.x, here.yz, length(here.yz));',
    coast: `vec4 here = round4(at);
  float steep = length(here.yz);
  float over = (here.x - sea) / max(steep * unit, 1e-6);
  vec3 ground = mix(open_water(here.w), land(at, spot, here.x, here.yz, steep), smoothstep(-.7, .7, over));
  ground = mix(ground, coast, stroke(abs(over), .75 * pixel) * .85);`,
  }[kind]
  const parts = [
    constants(map, colours),
    kind === 'deep' ? '' : heights(map),
    kind === 'shore' || kind === 'coast' ? openWater : '',
    kind === 'inland' || kind === 'coast' ? land(map, colours, kind === 'coast') : '',
    `void main() {
  vec2 spot = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  ${kind === 'deep' ? '' : `vec2 at = ${placeOnGround(map)};`}
  ${painted}
  ${paper(colours)}
}`,
  ]
  return parts.join('')
}

const number = (value: number) => (Number.isInteger(value) ? `${value}.` : String(value))
const vector = (values: readonly number[]) => `vec${values.length}(${values.map(number).join(',')})`

function constants({ head }: SentMap, colours: Colours): string {
  const named: [string, ColourName][] = [
    ['water', 'open-water'],
    ['waterline', 'waterline'],
    ['contour', 'contour'],
    ['coast', 'coast'],
    ['ink', 'ink'],
  ]
  return `
uniform sampler2D heights, sides, evidence;
uniform vec2 size;
uniform vec3 camera;
uniform float levels, pixel, unit;
out vec4 colour;
const float sea = ${number(head.sea)}, scale = ${number(head.scale)};
const vec3 ${named.map(([name, token]) => `${name} = ${vector(colours[token])}`).join(', ')};
float stroke(float away, float half_width) {
  float t = clamp(away - half_width + .5, 0., 1.);
  return 1. - t * t * (3. - 2. * t);
}
`
}

/** Shares of the width and height of the grid. */
function placeOnGround({ head }: SentMap): string {
  const { x0, y0, cell, columns, rows } = head.ground
  const shares = vector([1 / (columns * cell), 1 / (rows * cell)])
  return `clamp(((spot - size * .5) * unit + camera.xy - ${vector([x0, y0])}) * ${shares}, 0., 1.)`
}

function heights({ head }: SentMap): string {
  const { columns, rows } = head.ground
  return `
vec4 spline(float t) {
  vec4 n = vec4(1., 2., 3., 4.) - t;
  vec4 cubes = n * n * n;
  float a = cubes.x, b = cubes.y - 4. * cubes.x, c = cubes.z - 4. * cubes.y + 6. * cubes.x;
  return vec4(a, b, c, 6. - a - b - c) * ${number(1 / 6)};
}
vec4 round4(vec2 at) {
  vec2 cell = at * ${vector([columns, rows])} - .5;
  vec2 t = fract(cell);
  cell -= t;
  vec4 wx = spline(t.x), wy = spline(t.y);
  vec2 gx = wx.xz + wx.yw, gy = wy.xz + wy.yw;
  vec2 x = (cell.x + vec2(-.5, 1.5) + wx.yw / gx) * ${number(1 / columns)};
  vec2 y = (cell.y + vec2(-.5, 1.5) + wy.yw / gy) * ${number(1 / rows)};
  vec4 top = mix(texture(heights, vec2(x.y, y.x)), texture(heights, vec2(x.x, y.x)), gx.x);
  vec4 low = mix(texture(heights, vec2(x.y, y.y)), texture(heights, vec2(x.x, y.y)), gx.x);
  return mix(low, top, gy.x);
}
`
}

/** Of the six waterlines the nearest: they never touch each other. */
const openWater = `
vec3 open_water(float offshore) {
  float width = max(scale, pixel * unit);
  float out_by = offshore / width;
  vec2 line = out_by < 11.2 ? (out_by < 6.4 ? vec2(4.2, 1) : vec2(8.6, .8485))
    : out_by < 23.3 ? (out_by < 16.8 ? vec2(13.8, .697) : vec2(19.8, .5455))
    : out_by < 30.9 ? vec2(26.8, .3939) : vec2(35, .2424);
  float drawn = stroke(abs(out_by - line.x) * width / unit, .42 * pixel) * line.y;
  return mix(mix(water, waterline, drawn * .75), waterline, .2 * exp(out_by * -.0625));
}
`

/** The grain of paper. */
function paper({ night }: Colours): string {
  return `float grain = fract(sin(dot(floor(spot / pixel * .8), vec2(41.3, 289.1))) * 7919.17);
  colour = vec4(ground + (grain - .5) * ${night ? '.012' : '.016'}, 1);`
}

function land(map: SentMap, colours: Colours, thin: boolean): string {
  const { night } = colours
  const steps = rampNames
    .slice(1)
    .map((name, nth) => `ground = mix(ground, ${vector(colours[name])}, clamp(tone - ${nth}., 0., 1.));`)
  const lit = night
    ? 'ground = ground * (1. + light * .85) + max(light, 0.) * vec3(.1, .085, .06);'
    : 'ground = light > 0. ? mix(ground, vec3(1., .975, .91), light * .75) : ground * (1. + light * vec3(.46, .52, .56));'
  return `
vec3 land(vec2 at, vec2 spot, float height, vec2 slope, float steep) {
  float rise = clamp((height - sea) * ${number(1 / (1 - map.head.sea))}, 0., 1.);
  float step_at = pow(rise, .85) * 5.;
  float tone = mix(step_at, floor(step_at * 2. + .5) * .5, .55);
  vec3 ground = ${vector(colours[rampNames[0]])};
  ${steps.join('\n  ')}
  vec3 facing = normalize(vec3(-slope * (46. * scale), 1.));
  float light = dot(facing, vec3(-.558, -.558, .612)) - .612;
  ${lit}
  ${sideTint(map, colours)}
  float level = rise * levels;
  float per_pixel = max(steep * levels * unit * ${number(1 / (1 - map.head.sea))}, 1e-6);
  float pixels = 1. / per_pixel;
  float away = abs(fract(level - .5) - .5) * pixels;
  float away_fifth = abs(fract(level * .2 - .5) - .5) * 5. * pixels;
  float crowded = smoothstep(1., .3, per_pixel * 1.6);
  float line = max(stroke(away, .42 * pixel) * .42 * crowded, stroke(away_fifth, .75 * pixel) * .62);
  ground = mix(ground, contour, line * (.78 - .38 * clamp(light * 2.2, -1., 1.)));
  ${thin ? dots : ''}
  ${map.faint.length > 0 ? veil(colours) : ''}
  return ground;
}
`
}

const dots = `if (texture(evidence, at).y > .5) {
    vec2 dot_at = mod(spot, 7. * pixel) - 3.5 * pixel;
    if (mod(floor(spot.x / 7. / pixel) + floor(spot.y / 7. / pixel), 2.) < 1.)
      ground = mix(ground, ink, .2 * (1. - smoothstep(.6 * pixel, 1.3 * pixel, length(dot_at))));
  }`

/** A veil of paper over ground that steps back. */
function veil({ night }: Colours): string {
  return `ground = mix(ground, water, smoothstep(.35, .65, texture(evidence, at).z) * ${night ? '.58' : '.62'});`
}

function sideTint({ head, lead }: SentMap, colours: Colours): string {
  const sides = Math.min(tintNames.length, lead.length / (head.ground.columns * head.ground.rows))
  if (sides === 0) return ''
  const channels = 'xyzw'.slice(0, sides)
  const each = [...channels].map((channel, nth) => ({ channel, weight: `weight_${channel}`, tint: tintNames[nth]! }))
  const most = each.map(({ channel }) => `lead.${channel}`).reduce((one, other) => `max(${one}, ${other})`)
  const weights = each.map(({ channel, weight }) => `${weight} = exp((lead.${channel} - most) * 14.)`)
  const own = each.map(({ weight, tint }) => `${vector(colours[tint])} * ${weight}`)
  return `vec4 sided = texture(sides, at), lead = sided * 2. - 1.;
  float most = ${most};
  float ${weights.join(', ')};
  vec3 own = (${own.join(' + ')}) / (${each.map(({ weight }) => weight).join(' + ')});
  float by = smoothstep(.15, .6, ${sides < tintNames.length ? 'sided.w' : 'texture(evidence, at).x'}) * (.11 + .42 * exp(-max(most, 0.) * 3.6));
  ground = mix(ground, ${colours.night ? 'own' : 'own * (.62 + .38 * dot(ground, vec3(.34)))'}, by * ${colours.night ? '.55' : '.8'});`
}
