/** An entry with these fields, each in its own element. */
const item = (fields: Record<string, string>, more = '') =>
  `<item>${Object.entries(fields)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}${more}</item>`
const plain = (title: string, more: Record<string, string> = {}) => ({
  title,
  'dc:creator': 'ana',
  'content:encoded': `<p>Words of ${title}.</p>`,
  'wp:post_name': title.toLowerCase().replaceAll(' ', '-'),
  'wp:post_date_gmt': '2020-05-06 07:08:09',
  'wp:status': 'publish',
  'wp:post_type': 'post',
  ...more,
})
/** What WordPress exported: a post, and one of each kind that differs from one. */
export const wxr = `<?xml version="1.0" encoding="UTF-8"?><!-- made by WordPress -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Old</title>
<wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name><![CDATA[Ana Prata]]></wp:author_display_name></wp:author>
${item(
  plain('First', {
    'content:encoded':
      '<p>One <img src="https://old.example/a.jpg" alt="A"></p><iframe src="https://v.example/1"></iframe>',
    'excerpt:encoded': '<p>In short.</p>',
  }),
  '<category domain="post_tag" nicename="t"><![CDATA[tides & boats]]></category><category domain="category" nicename="u">Uncategorized</category><wp:comment><wp:comment_id>7</wp:comment_id><wp:comment_author>Rui</wp:comment_author><wp:comment_content>Hello from there</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>',
)}
${item(plain('Draft', { 'wp:status': 'draft', 'wp:post_date_gmt': '0000-00-00 00:00:00' }))}
${item(plain('Later', { 'wp:post_date_gmt': '2999-01-01 00:00:00', 'wp:status': 'future' }))}
${item(plain('A page', { 'wp:post_type': 'page' }))}
${item(plain('A file', { 'wp:post_type': 'attachment' }))}
${item(plain('Thrown away', { 'wp:status': 'trash' }))}
${item(plain('Secret', { 'wp:post_password': 'x' }))}
${item(plain('Empty', { 'content:encoded': '<!-- wp:nothing -->' }))}
${item(plain('First again', { 'wp:post_name': 'first' }))}
</channel></rss>`

/** What Ghost exported: a post, and what stays out. */
export const ghost = JSON.stringify({
  db: [
    {
      meta: { version: '5.0' },
      data: {
        posts: [
          {
            id: '1',
            title: 'From Ghost',
            slug: 'from-ghost',
            html: '<p>Hi</p>',
            status: 'published',
            type: 'post',
            visibility: 'public',
            published_at: '2021-02-03T04:05:06.000Z',
            custom_excerpt: null,
          },
          { id: '2', title: 'Members', slug: 'm', html: '<p>x</p>', status: 'published', visibility: 'members' },
          { id: '3', title: 'Blocks only', slug: 'b', html: null, status: 'draft' },
          { id: '4', title: 'About', slug: 'about', html: '<p>x</p>', type: 'page', status: 'published' },
        ],
        tags: [
          { id: 't1', name: 'maps' },
          { id: 't2', name: '#internal' },
        ],
        posts_tags: [
          { post_id: '1', tag_id: 't1' },
          { post_id: '1', tag_id: 't2' },
        ],
        users: [
          { id: 'u1', name: 'Zé' },
          { id: 'u2', name: 'Rui' },
        ],
        posts_authors: [
          { post_id: '1', author_id: 'u1' },
          { post_id: '1', author_id: 'u2' },
        ],
      },
    },
  ],
})
