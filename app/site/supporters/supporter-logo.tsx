import type { BookPicture } from '../pictures/book-pictures.ts'
import { pictureAddress } from '../pictures/pictures-of.ts'
import type { Supporter } from './supporters.ts'

interface SupporterLogoProps {
  supporter: Supporter
  /** the pictures that are there, by name */
  pictures: ReadonlyMap<string, BookPicture>
}

/** The logo of a supporter, nothing where there is none. Its looks are in `supporters.css`. */
export function SupporterLogo({ supporter: { logo }, pictures }: SupporterLogoProps) {
  const picture = logo === null ? undefined : pictures.get(logo)
  if (!picture) return null
  const { alt, width, height } = picture
  return (
    <img class="supporter-logo" src={pictureAddress(picture)} alt={alt} width={width} height={height} loading="lazy" />
  )
}
