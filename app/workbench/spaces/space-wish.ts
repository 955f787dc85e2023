import { z } from 'zod'
import { groundRules, invitationStates, stages } from '../landscape/drawn-landscape.ts'

const id = z.string().min(1).max(200)
const words = (most: number) => z.string().trim().max(most)

/** What a new space is made of, on the page and over the API alike. */
export const sketchWish = z.object({
  question: words(2000).min(1, 'question-missing'),
  name: words(200).optional(),
  why: words(5000).optional(),
  /** ids in the drawing */
  people: z.array(id).max(500).default([]),
  hosts: z.array(id).max(50).default([]),
  /** the opportunity it is sketched from */
  from: z.object({ snapshot: z.uuid(), key: z.string().min(1).max(1000) }).optional(),
})
export type SketchWish = z.infer<typeof sketchWish>

export const editWish = z.object({
  name: words(200).min(1, 'name-missing'),
  question: words(2000).min(1, 'question-missing'),
  why: words(5000).optional(),
  stage: z.enum(stages),
  groundRule: z.enum(groundRules),
})
export type EditWish = z.infer<typeof editWish>

export const seatsWish = z.object({
  seats: z
    .array(
      z.object({
        person: id,
        role: z.enum(['host', 'invited', 'member']),
        state: z.enum(invitationStates).default('not yet asked'),
      }),
    )
    .max(500),
})
export type SeatsWish = z.infer<typeof seatsWish>

export const invitationWish = z.object({
  /** empty: back to the draft */
  words: words(10_000),
})
export type InvitationWish = z.infer<typeof invitationWish>
