import { expect, test } from 'vitest'
import { localPath } from './request.ts'

test.each(['/', '/landscapes/arrabida?sort=-people#table', '/a%20b'])('the path %s may be gone to', (path) => {
  expect(localPath(path)).toBe(path)
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/.\\/evil.example',
  '/%2e//evil.example',
  'javascript:alert(1)',
  '',
  '/a\nb',
  '/\t/evil.example',
  null,
  ['/'],
])('the wish %j leads to the first page instead', (wish) => {
  expect(localPath(wish)).toBe('/')
})
