import { fileURLToPath } from 'node:url'

/** The faces that stand on a map, as whole files: programs without a browser cannot put one together from parts for single alphabets. */
const faces = [
  'literata/500Medium/Literata_500Medium.ttf',
  'literata/500Medium_Italic/Literata_500Medium_Italic.ttf',
  'instrument-sans/400Regular/InstrumentSans_400Regular.ttf',
  'instrument-sans/500Medium/InstrumentSans_500Medium.ttf',
  'instrument-sans/600SemiBold/InstrumentSans_600SemiBold.ttf',
  'instrument-sans/700Bold/InstrumentSans_700Bold.ttf',
  'noto-sans-arabic/500Medium/NotoSansArabic_500Medium.ttf',
  'noto-sans-hebrew/500Medium/NotoSansHebrew_500Medium.ttf',
]

/** Where the faces for pictures lie on this machine. */
export function pictureFaces(): string[] {
  return faces.map((face) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${face}`)))
}

/** Letters of a text that none of these faces has: other alphabets than Latin, Greek, Cyrillic, Arabic and Hebrew, and picture letters. */
export function lettersWithoutFace(text: string): string[] {
  const scripts =
    /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/gu
  const pictures = /\p{Extended_Pictographic}/gu
  return [...new Set([...(text.match(scripts) ?? []), ...(text.match(pictures) ?? [])])]
}
