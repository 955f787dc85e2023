import type { BroughtEdition } from '../../app/site/handbook/closed/bring-edition.ts'
import type { BroughtNote } from '../../app/site/handbook/notes/bring-notes.ts'
import type { BroughtChange } from '../../app/site/writing/bring-writings.ts'

const after = (day: string, days: number): Date => new Date(Date.parse(`${day}T08:00:00Z`) + days * 86_400_000)

/** What readers noted in the handbook of the example. `day`: when the instance begins, such as 2027-03-01. */
export function siteNotes(day: string): BroughtNote[] {
  return [
    {
      chapter: 'sketching-thirty-people-without-harm',
      quote: 'Initials, or a role and a letter, are enough to begin with',
      byline: 'Vicente Arco',
      language: 'en',
      words:
        'In our valley initials were not enough: there is only one baker. We ended with “bread 1” and “bread 2”, and the second one is nobody.',
      writtenAt: after(day, -21),
      answers: [],
    },
    {
      chapter: 'an-invitation-each-side-can-say-yes-to',
      quote: "whoever loses a day's catch or a shift gets what that day would have brought",
      byline: 'Iria Castelo',
      language: 'en',
      words:
        'I would not write this into the letter. With us the first envelope was also the last meeting at which anybody said no. Pay the bus and the bread, and say aloud that the day itself cannot be paid.',
      writtenAt: after(day, -18),
      answers: [
        {
          byline: 'Matthieu R.',
          words:
            'Then those who can afford the day will come, and they will say yes as well, only for nothing. Whoever cleans rooms at six does not lose “a day”, she loses the rent.',
          writtenAt: after(day, -17),
        },
        {
          byline: 'Iria Castelo',
          words:
            'That I believe. But I have sat in both rooms, and in the paid one nobody told me that I was wrong. I do not know how to have the one without the other.',
          writtenAt: after(day, -16),
        },
      ],
    },
    {
      chapter: 'did-the-landscape-change',
      quote: 'Nobody should draw a line through four readings.',
      byline: 'Ana Belmonte',
      language: 'en',
      words: 'You tell me what not to draw. The council meets on Thursday: what do I show them instead?',
      writtenAt: after(day, -26),
      answers: [],
    },
  ]
}

/** The edition of the handbook that was closed before any of its words were changed. */
export function siteEdition(day: string): BroughtEdition {
  return {
    name: '1st edition',
    note: 'The first that stays as it is: thirteen chapters in three parts, each with its page to print.',
    closedAt: after(day, -25),
  }
}

/**
 * What was changed in the handbook since, because readers asked. In chapter 11 the words that a note was about are no longer there; in
 * chapter 7 those words still are.
 */
export function siteChanges(day: string): BroughtChange[] {
  return [
    {
      kind: 'chapter',
      slug: 'did-the-landscape-change',
      from: 'Nobody should draw a line through four readings.',
      to: 'Show all four as they are, each with its date and with what happened that week, and leave the paper between them white.',
      note: 'A reader asked what to show instead',
      keptAt: after(day, -20),
    },
    {
      kind: 'chapter',
      slug: 'an-invitation-each-side-can-say-yes-to',
      from: 'Both letters say so.',
      to: 'Both letters say so. Two readers disagree about it beside these lines, and neither has talked the other round; the team has learned more from them than from its own vote.',
      note: 'Two readers disagree, and the text says so',
      keptAt: after(day, -15),
    },
    {
      kind: 'card',
      slug: 'consent-card',
      from: '- [ ] Take me off.',
      to: '- [ ] Ask me again in a year.\n- [ ] Take me off.',
      note: 'One more answer',
      keptAt: after(day, -4),
    },
  ]
}
