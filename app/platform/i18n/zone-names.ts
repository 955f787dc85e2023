import { type Language, languages } from './language.ts'

/**
 * Zones whose place is called otherwise in one of our languages than its name in the list of zones says, in the order of `languages`.
 * Intl knows the names of zones, which are those of countries or of whole continents, and keeps those of places to itself.
 */
const places: Record<string, readonly [en: string, pt: string, es: string, fr: string]> = {
  'Atlantic/Azores': ['Azores', 'Açores', 'Azores', 'Açores'],
  'Atlantic/Cape_Verde': ['Cape Verde', 'Cabo Verde', 'Cabo Verde', 'Cap-Vert'],
  'Europe/Lisbon': ['Lisbon', 'Lisboa', 'Lisboa', 'Lisbonne'],
  'Europe/London': ['London', 'Londres', 'Londres', 'Londres'],
  'Europe/Berlin': ['Berlin', 'Berlim', 'Berlín', 'Berlin'],
  'Africa/Johannesburg': ['Johannesburg', 'Joanesburgo', 'Johannesburgo', 'Johannesburg'],
  'Europe/Athens': ['Athens', 'Atenas', 'Atenas', 'Athènes'],
  'Europe/Helsinki': ['Helsinki', 'Helsínquia', 'Helsinki', 'Helsinki'],
  'Europe/Istanbul': ['Istanbul', 'Istambul', 'Estambul', 'Istanbul'],
  'Asia/Dubai': ['Dubai', 'Dubai', 'Dubái', 'Dubaï'],
  'Asia/Karachi': ['Karachi', 'Carachi', 'Karachi', 'Karachi'],
  'Asia/Kolkata': ['Kolkata', 'Calcutá', 'Calcuta', 'Calcutta'],
  'Asia/Kathmandu': ['Kathmandu', 'Catmandu', 'Katmandú', 'Katmandou'],
  'Asia/Dhaka': ['Dhaka', 'Daca', 'Daca', 'Dacca'],
  'Asia/Bangkok': ['Bangkok', 'Banguecoque', 'Bangkok', 'Bangkok'],
  'Asia/Shanghai': ['Shanghai', 'Xangai', 'Shanghái', 'Shanghai'],
  'Asia/Dili': ['Dili', 'Díli', 'Dili', 'Dili'],
  'Asia/Tokyo': ['Tokyo', 'Tóquio', 'Tokio', 'Tokyo'],
  'Australia/Sydney': ['Sydney', 'Sydney', 'Sídney', 'Sydney'],
  'America/Mexico_City': ['Mexico City', 'Cidade do México', 'Ciudad de México', 'Mexico'],
  'America/Bogota': ['Bogotá', 'Bogotá', 'Bogotá', 'Bogota'],
  'America/New_York': ['New York', 'Nova Iorque', 'Nueva York', 'New York'],
  'America/St_Johns': ['St John’s', 'São João da Terra Nova', 'San Juan de Terranova', 'Saint-Jean de Terre-Neuve'],
  'America/Sao_Paulo': ['São Paulo', 'São Paulo', 'São Paulo', 'São Paulo'],
}

/** The zone that bears the name of a place, in any of our languages ("lisboa"); null when none does. */
export function zoneOfPlace(name: string): string | null {
  const place = name.toLowerCase()
  const bears = (zone: string) => [lastOf(zone), ...(places[zone] ?? [])].some((one) => one.toLowerCase() === place)
  return [...Object.keys(places), ...Intl.supportedValuesOf('timeZone')].find(bears) ?? null
}

function lastOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** How a zone is called among people: the place in its name, in their language where we know it. */
export function zoneName(language: Language, zone: string): string {
  return places[zone]?.[languages.indexOf(language)] ?? lastOf(zone)
}
