import { personId } from './small-coast.ts'
import type { Expected } from './who-may.ts'

export const key = 'missing-conversation:crews+school'
/** The id of no reading: those who get in are told that it is not there. */
const noReading = '01890000-0000-7000-8000-000000000001'

const seat = { person: personId('crews', 0), role: 'host' }

/** What programs may ask for, and who may. */
export const accessOverApi: Record<string, Expected> = {
  'GET /api': { who: 'anybody' },
  'GET /api/openapi.json': { who: 'anybody' },
  'GET /api/landscapes': { who: 'signed in' },
  'POST /api/landscapes': { who: 'signed in', json: { name: 'x', considered: true } },
  'GET /api/landscapes/:slug': { who: 'sees' },
  'GET /api/landscapes/:slug/care': { who: 'sees' },
  'POST /api/landscapes/:slug/care': { who: 'convenes', json: { decision: 'stop' } },
  'GET /api/landscapes/:slug/whole': { who: 'stewards' },
  'GET /api/landscapes/:slug/lens': { who: 'sees' },
  'GET /api/landscapes/:slug/steps': { who: 'draws' },
  'GET /api/landscapes/:slug/changes': { who: 'draws', query: '?than=2026-01-01&by=now' },
  'POST /api/landscapes/:slug/people': { who: 'draws', json: { people: [{ label: 'x', group: null }] } },
  'POST /api/landscapes/:slug/boundaries': { who: 'draws', json: { name: 'x', sides: ['a', 'b'] } },
  'PUT /api/landscapes/:slug/boundaries/:boundary/standings': {
    who: 'draws',
    json: { of: 'practices', standings: [] },
  },
  'POST /api/landscapes/:slug/people/:person/join': { who: 'draws', json: { with: 'nobody' } },
  'POST /api/landscapes/:slug/drawing/:kind': { who: 'draws', json: { values: { name: 'x', kind: 'network' } } },
  'GET /api/landscapes/:slug/drawing/:kind/:id': { who: 'sees' },
  'PUT /api/landscapes/:slug/drawing/:kind/:id': { who: 'draws', json: { values: { name: 'x' }, based: 'x' } },
  'DELETE /api/landscapes/:slug/drawing/:kind/:id': { who: 'draws' },
  'POST /api/landscapes/:slug/cells': { who: 'draws', json: { table: 'people', rows: [{ name: 'Zulmira' }] } },
  'GET /api/landscapes/:slug/history': { who: 'reads' },
  'POST /api/landscapes/:slug/history/:deed/undo': { who: 'draws', json: {} },
  'PUT /api/landscapes/:slug/people/:person/consent': { who: 'draws', json: { state: 'told' } },
  'POST /api/landscapes/:slug/ties': {
    who: 'draws',
    json: { ties: [{ one: personId('crews', 0), other: personId('school', 0), says: 'yes' }] },
  },
  'POST /api/landscapes/:slug/readings': { who: 'sees', json: {} },
  'GET /api/landscapes/:slug/readings/:reading': { who: 'sees' },
  'DELETE /api/landscapes/:slug/readings/:reading': { who: 'sees' },
  'GET /api/landscapes/:slug/opportunities': { who: 'sees' },
  'POST /api/landscapes/:slug/opportunities': { who: 'draws', json: { words: 'x', practices: ['crews'] } },
  'GET /api/landscapes/:slug/journal': { who: 'sees' },
  'POST /api/landscapes/:slug/journal': { who: 'draws', json: { reading: noReading, key, became: 'again' } },
  'POST /api/landscapes/:slug/opportunities/differently': {
    who: 'draws',
    json: {
      reading: noReading,
      key,
      fact: { kind: 'asked', person: personId('crews', 0), about: null, answered: true },
    },
  },
  'POST /api/landscapes/:slug/what-if': { who: 'sees', json: { practices: ['crews', 'school'], size: 6 } },
  'GET /api/landscapes/:slug/spaces': { who: 'sees' },
  'POST /api/landscapes/:slug/spaces': { who: 'convenes', json: { question: 'Who mends it?' } },
  'PUT /api/landscapes/:slug/spaces/:space': {
    who: 'convenes',
    json: { name: 'Pier', question: 'Who mends it?', stage: 'alive', groundRule: 'open' },
  },
  'PUT /api/landscapes/:slug/spaces/:space/people': { who: 'convenes', json: { seats: [seat] } },
  'PUT /api/landscapes/:slug/spaces/:space/invitations/:practice': { who: 'convenes', json: { words: 'Come.' } },
}
