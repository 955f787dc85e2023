import { BadInput, numberWithin, soundSeed, wholeNumber } from './bad-input.ts'
import type { Control } from './control.ts'
import type { Parted } from './parts.ts'

/** Kinds of questions; each is a folder of the engine. */
export type Family =
  | 'reach'
  | 'crossing'
  | 'brokerage'
  | 'fragility'
  | 'position'
  | 'structure'
  | 'legitimacy'
  | 'opportunities'
  | 'tables'
  | 'agreement'
  | 'spreading'
  | 'equity'
  | 'draw'

/** What can be set, with what it means in plain words, its range and what it is unless set. */
export type Parameter =
  | { kind: 'number' | 'whole'; means: string; from: number; to: number; default: number; unit?: string }
  | { kind: 'yes-or-no'; means: string; default: boolean }
  | { kind: 'one-of'; means: string; of: readonly string[]; default: string }
  | { kind: 'some-of'; means: string; of: readonly string[]; default: readonly string[] }
  /** an external id of the landscape; null where the measure says what happens without one */
  | { kind: 'id'; means: string; names: 'boundary' | 'practice' | 'person' | 'space'; default: null }
  | { kind: 'ids'; means: string; names: 'practice' | 'person'; default: readonly string[] }
  | { kind: 'seed'; means: string; default: number | string }

export type Parameters = Readonly<Record<string, Parameter>>

/** The values of parameters, by name. */
export type Values<P extends Parameters> = { readonly [K in keyof P]: Value<P[K]> }

type Value<P extends Parameter> = P extends { kind: 'number' | 'whole' }
  ? number
  : P extends { kind: 'yes-or-no' }
    ? boolean
    : P extends { kind: 'one-of'; of: readonly (infer Choice)[] }
      ? Choice
      : P extends { kind: 'some-of'; of: readonly (infer Choice)[] }
        ? readonly Choice[]
        : P extends { kind: 'id' }
          ? string | null
          : P extends { kind: 'ids' }
            ? readonly string[]
            : number | string

export interface Output {
  /** one number for the whole, or one for each of these */
  per:
    | 'whole'
    | 'person'
    | 'practice'
    | 'side'
    | 'boundary'
    | 'pair'
    | 'tie'
    | 'space'
    | 'group'
    | 'month'
    | 'statement'
    | 'table'
  /** unit and range, such as `chance, 0 to 1` or `people` */
  unit: string
  means: string
}

/** What a measure is, in words for people who never saw the engine, and how to compute it. */
export interface Measure<Input, P extends Parameters, Result, Part = unknown> {
  /** kebab-case; the same as its page in the documentation */
  readonly id: string
  readonly family: Family
  /** a question somebody would ask, in plain words, ending in `?` */
  readonly question: string
  /** what it is computed from */
  readonly input: 'landscape' | 'two-landscapes' | 'votes' | 'turns' | 'seats' | 'pool'
  readonly parameters: P
  readonly outputs: Readonly<Record<string, Output>>
  /** how the time grows, in people, ties and so on */
  readonly cost: string
  /** what comes out in the cases that surprise */
  readonly when: {
    readonly empty: string
    readonly disconnected: string
    readonly directed: string
    readonly weighted: string
  }
  /** what misleads, and what to say beside it */
  readonly caution: string
  /** papers and books, author and year first */
  readonly citation: readonly string[]
  /**
   * Computes it here.
   *
   * @throws BadInput naming what is wrong with the input; Error named AbortError when stopped
   */
  run(input: Input, values: Values<P>, control?: Control): Result
  /** the same in parts, for several workers; absent where one does it as fast */
  readonly parts?: Parted<Input, Values<P>, Part, Result>
}

/** Says what a measure is, so that its parameters and values agree. */
export function measure<const Id extends string, Input, const P extends Parameters, Result, Part = unknown>(
  described: Measure<Input, P, Result, Part> & { readonly id: Id },
): Measure<Input, P, Result, Part> & { readonly id: Id } {
  return described
}

/**
 * Who may see an output: what is told of persons is for each of them alone, never for a team, an employer or a list.
 *
 * Whoever shows results asks this and not the kind of output: it is the one place where the rule stands.
 */
export function audienceOf(output: Output): 'everyone' | 'that-person' {
  return output.per === 'person' ? 'that-person' : 'everyone'
}

/**
 * The values of a measure's parameters: what is given where it is given, else the default.
 *
 * @throws BadInput for a parameter the measure does not have, and for a value out of its range
 */
export function valuesOf<P extends Parameters>(
  described: { readonly id: string; readonly parameters: P },
  given: Readonly<Record<string, unknown>> = {},
): Values<P> {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(described.parameters, name))
  if (unknown !== undefined) {
    const known = Object.keys(described.parameters).join(', ') || 'none'
    throw new BadInput(
      `parameter ${unknown} of ${described.id}`,
      given[unknown],
      `it has no such parameter; it knows ${known}`,
    )
  }
  const values = Object.entries(described.parameters).map(([name, parameter]) => {
    const value = given[name] === undefined ? parameter.default : checked(parameter, given[name], `parameter ${name}`)
    return [name, value]
  })
  return Object.fromEntries(values) as Values<P>
}

function checked(parameter: Parameter, value: unknown, place: string): unknown {
  switch (parameter.kind) {
    case 'number':
      return numberWithin(place, value, parameter.from, parameter.to)
    case 'whole':
      return wholeNumber(place, value, parameter.from, parameter.to)
    case 'seed':
      return soundSeed(place, value)
    case 'yes-or-no':
      return fits(place, value, typeof value === 'boolean', 'give true or false')
    case 'one-of':
      return fits(place, value, parameter.of.includes(value as string), `give one of ${parameter.of.join(', ')}`)
    case 'some-of':
      return fits(
        place,
        value,
        Array.isArray(value) && value.every((one) => parameter.of.includes(one)),
        `give a list of some of ${parameter.of.join(', ')}`,
      )
    case 'id':
      return fits(
        place,
        value,
        value === null || typeof value === 'string',
        `give the id of a ${parameter.names}, or null`,
      )
    case 'ids':
      return fits(
        place,
        value,
        Array.isArray(value) && value.every((one) => typeof one === 'string'),
        `give a list of ids of ${parameter.names === 'person' ? 'people' : 'practices'}`,
      )
  }
}

function fits(place: string, value: unknown, right: boolean, advice: string): unknown {
  if (!right) throw new BadInput(place, value, advice)
  return value
}
