import type { BroughtMessage } from '../../app/site/discussion/bring-messages.ts'

/** What readers said to the posts of the example, told from the day the instance begins, such as 2027-03-01. One of them waits for a moderator. */
export function siteMessages(day: string): BroughtMessage[] {
  const on = (days: number, hour: string) => {
    const at = new Date(`${day}T${hour}:00Z`)
    at.setUTCDate(at.getUTCDate() + days)
    return at
  }
  return [
    {
      post: 'seen-at-last',
      signed: 'Vicente Arco',
      language: 'en',
      words:
        'I read this to my sister over the counter, while the second batch was in. We are the only bakery in our valley, so whatever is said to nobody is said to us.\n\nI never thought of it as work. What I do know is who has stopped buying the second loaf, and since when. **I have nobody to tell it to.** That is the part I would like a name for.',
      state: 'shown',
      at: on(-5, '05:40'),
      answers: [
        {
          signed: 'Graciete Lobo',
          language: 'en',
          words:
            'Tell one person, and tell them what you want done with it. We tried it the other way round on the hillside: I told everybody, and then it was gossip, and the second loaf was paid for by somebody who let it be known.',
          state: 'shown',
          at: on(-4, '19:15'),
        },
      ],
    },
    {
      post: 'seen-at-last',
      signed: 'Uxía, lectora en Galicia',
      language: 'es',
      words:
        'Soy conductora de autobús en una línea de once aldeas. Seis de las ocho preguntas son mi semana. La séptima me costó: nunca había contado a quien *no* sube.',
      state: 'shown',
      at: on(-3, '21:05'),
    },
    {
      post: 'seen-at-last',
      signed: 'Stakeholder Pro Team',
      language: 'en',
      words:
        'Great article! Our certified platform finds your top ten influencers in minutes and ranks them for funders. First month free: https://stakeholder-pro.example/offer',
      state: 'held',
      at: on(-1, '03:12'),
    },
    {
      post: 'ten-in-the-morning-is-a-boundary',
      signed: 'Gaspar Montês',
      language: 'en',
      words:
        'We moved ours to half past six and were pleased with ourselves. Then the ones with small children were gone. No hour is outside the boundary, so now there are two, and somebody carries the words from one to the other. I do not like it, and I have found nothing better.',
      state: 'shown',
      at: on(-31, '20:30'),
    },
  ]
}
