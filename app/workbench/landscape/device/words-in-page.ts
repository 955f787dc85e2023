import type { Language } from '../../../platform/i18n/language.ts'
import sketchEn from '../sketch/words/en.json' with { type: 'json' }
import sketchEs from '../sketch/words/es.json' with { type: 'json' }
import sketchFr from '../sketch/words/fr.json' with { type: 'json' }
import sketchPt from '../sketch/words/pt.json' with { type: 'json' }
import landscapeEn from '../words/en.json' with { type: 'json' }
import landscapeEs from '../words/es.json' with { type: 'json' }
import landscapeFr from '../words/fr.json' with { type: 'json' }
import landscapePt from '../words/pt.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }

const ofSketch = { en: sketchEn, pt: sketchPt, es: sketchEs, fr: sketchFr }
const ofLandscape = { en: landscapeEn, pt: landscapePt, es: landscapeEs, fr: landscapeFr }
const ofDevice = { en, pt, es, fr }

/** The words of the page in the reader's language, for its program: the other three languages stay here. */
export function wordsInPage(language: Language): string {
  return JSON.stringify({ say: ofSketch[language], here: { ...ofDevice[language], ...unknownsOf(language) } })
}

/** Of all that the pages of a landscape say, a sketch needs what is not known. */
function unknownsOf(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(ofLandscape[language]).filter(([key]) => key.startsWith('unknown_')))
}
