import type { CareAnswers } from './care-check.ts'

/** For tests: a care check that somebody has answered. */
export const careAnswered: CareAnswers = {
  harm: 'Tenants, if the landlord reads it.',
  asked: 'The tenants’ union.',
  lookingOn: 'The owners would ask why only they are called a side.',
  keeping: 'We three, until the autumn.',
  stopping: 'One tenant who says stop.',
}
