/** How a text names a picture: `![what is to be seen](picture:quay "What stands under it")`. */
export function signsOfPicture({ name, alt, caption }: { name: string; alt: string; caption: string }): string {
  const title = caption === '' ? '' : ` "${caption.replace(/["\\]/g, '\\$&')}"`
  return `![${alt.replace(/[[\]\\]/g, '\\$&')}](picture:${name}${title})`
}
