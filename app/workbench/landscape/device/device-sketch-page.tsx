import type { Handler } from 'hono'
import { signedIn } from '../../../people/people.ts'
import { factsOf, languageOf } from '../../../platform/http/request.ts'
import { keepToItself } from '../../../platform/http/security.ts'
import { ButtonLink } from '../../../ui/form.tsx'
import { page } from '../../../ui/page.tsx'
import { mapStyles } from '../map/map-styles.ts'
import { Gallery } from '../templates/gallery-view.tsx'
import { deviceWords } from './device-words.ts'
import { wordsInPage } from './words-in-page.ts'

/** The programs that read a sketch and show what was found; they belong to a part above this one and are known here by name alone. */
export interface ReadingPrograms {
  openings: string
  worker: string
}

/**
 * `GET /sketch`: a first sketch wholly in the browser. For anybody, and the same for everybody: nothing is asked of the database. What is drawn never
 * reaches the server, and the browser itself is told to let nothing out. Without JavaScript the page says what it is and shows the gallery.
 */
export function deviceSketchPage(programs: ReadingPrograms): Handler {
  return (c) => {
    keepToItself(c)
    const language = languageOf(c)
    const here = deviceWords(language)
    const { assets } = factsOf(c)
    const at = (name: string) => (assets.has(name) ? assets.url(name) : '')
    return page(
      c,
      {
        title: here('title'),
        description: here('lead'),
        isPublic: signedIn(c) === null,
        styles: [...mapStyles, 'sketch.css', 'opportunities.css', 'templates.css', 'device.css'],
        islands: assets.has('device-sketch-island.js') ? ['device-sketch-island.js'] : [],
      },
      <device-sketch
        data-map={at('device-map-island.js')}
        data-files={at('device-files-island.js')}
        data-openings={at(programs.openings)}
        data-worker={at(programs.worker)}
        data-words={wordsInPage(language)}
      >
        <div class="stack">
          <h1>{here('title')}</h1>
          <p class="lead">{here('lead')}</p>
          <p>{here('promise')}</p>
          <noscript>
            <p>{here('needs_script')}</p>
          </noscript>
          <p class="actions">
            <ButtonLink href="/landscapes/new" kind="primary">
              {here('sign_in_way')}
            </ButtonLink>
          </p>
          <Gallery language={language} hrefOf={(id) => `/landscapes/new?template=${id}`} />
        </div>
      </device-sketch>,
    )
  }
}
