import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { anchor, documents, sidebar, target } from '../documents.mjs'
import { deadLinks } from './dead-links.mjs'

const repository = 'https://repository.example/it'
const root = mkdtempSync(path.join(tmpdir(), 'documents'))

for (const [name, content] of Object.entries({
  'README.md': '# Product\n',
  'SECURITY.md': '# Security\n',
  'CHANGELOG.md': '# Changelog\n',
  'docs/README.md':
    '# Documentation\n\n[first](../README.md), [stores](stores.md)\n\n## Keys\n\n[keys](keys.md#x), [again](keys.md)\n\n## Judge it\n\n[security](../SECURITY.md), [why](adr/)\n\n## Examples\n\n[keys](keys.md)\n',
  'docs/keys.md': '# Keys of `files`\n',
  'docs/stores.md': '# Stores\n',
  'docs/stores/redis.md': '# Redis\n',
  'docs/adr/0001-first.md': '# 1. First\n',
  'docs/adr/0002-second.md': '# 2. Second\n',
  'docs/vectors.json': '{}',
  'docs/figure.svg': '<svg/>',
  'core/src/notes.md': '# No page\n',
  'core/src/Source.java': '',
  'site/node_modules/it/README.md': '# No page\n',
  '.hidden/page.md': '# No page\n',
})) {
  mkdirSync(path.join(root, path.dirname(name)), { recursive: true })
  writeFileSync(path.join(root, name), content)
}
after(() => rmSync(root, { recursive: true }))

test('pages are the documents, except those among sources', () => {
  assert.deepEqual(documents(root), [
    'CHANGELOG.md',
    'README.md',
    'SECURITY.md',
    'docs/README.md',
    'docs/adr/0001-first.md',
    'docs/adr/0002-second.md',
    'docs/keys.md',
    'docs/stores.md',
    'docs/stores/redis.md',
  ])
})

test('the side bar has the groups of the index, and each page once', () => {
  const shown = (items) => items.map(({ text, link, items }) => (items ? [text, link, shown(items)] : [text, link]))
  assert.deepEqual(
    sidebar(root).map(({ text, items }) => [text, shown(items)]),
    [
      ['Begin here', [['Overview', '/'], ['Stores', '/docs/stores', [['Redis', '/docs/stores/redis']]]]],
      ['Keys', [['Keys of files', '/docs/keys']]],
      ['Judge it', [['Security', '/security'], ['1. First', '/docs/adr/0001-first', [['2. Second', '/docs/adr/0002-second']]]]],
      ['More', [['Changelog', '/changelog']]],
    ],
  )
})

describe('a link of docs/keys.md leads', () => {
  for (const [link, expected] of Object.entries({
    'stores.md': '/docs/stores',
    'stores.md#a-b': '/docs/stores#a-b',
    'stores/redis.md': '/docs/stores/redis',
    '../README.md': '/',
    '../SECURITY.md': '/security',
    'README.md': '/docs/',
    '.': '/docs/',
    'adr/': '/docs/adr/0001-first',
    '#here': '#here',
    'vectors.json': `${repository}/blob/HEAD/docs/vectors.json`,
    '../core/src/Source.java': `${repository}/blob/HEAD/core/src/Source.java`,
    '../core/src': `${repository}/tree/HEAD/core/src`,
    '../core/src/notes.md#a': `${repository}/blob/HEAD/core/src/notes.md#a`,
    'https://elsewhere.example/a#b': 'https://elsewhere.example/a#b',
    'mailto:a@elsewhere.example': 'mailto:a@elsewhere.example',
  })) {
    test(`${link} to ${expected}`, () => assert.equal(target('docs/keys.md', link, { root, repository }), expected))
  }

  for (const link of ['gone.md', 'Keys.md', 'adr/0003.md', '../../outside.html', '/', '%2E%2E/%2E%2E/']) {
    test(`${link} nowhere`, () => assert.throws(() => target('docs/keys.md', link, { root, repository }), /docs\/keys\.md: /))
  }
})

test('anchors are those of GitHub', () => {
  assert.equal(anchor("Of a KMS, and `of` files: Spring's keys_2"), 'of-a-kms-and-of-files-springs-keys_2')
})

describe('a dead link is found', () => {
  const origin = 'http://127.0.0.1:8080'
  const site = path.join(root, 'docs')
  const found = (link) =>
    deadLinks(new Map([['/vectors.json', { links: [link], anchors: ['here'] }]]), { origin, site, root, repository })

  for (const link of [
    `${origin}/vectors.json`,
    `${origin}/vectors.json#here`,
    'https://elsewhere.example/a',
    'http://localhost:8080/a',
    `${repository}/issues`,
    `${repository}/blob/0.1.0/gone.md`,
    `${repository}/blob/main/docs/keys.md#a`,
    `${repository}/edit/main/docs/keys.md`,
    `${repository}/tree/HEAD/docs`,
  ]) {
    test(`not in ${link}`, () => assert.deepEqual(found(link), []))
  }

  for (const link of [
    `${origin}/gone`,
    `${origin}/vectors.json#gone`,
    `${origin}/vectors.json#Here`,
    'http://elsewhere.example/a',
    'htps://elsewhere.example/a',
    'https://elsewhere/a',
    'https://else_where.example/a',
    'mailto:a@elsewhere.example',
    'data:image/png;base64,AA',
    'https:',
    `${repository}/blob/main/docs/gone.md`,
    `${repository}/blob/HEAD/docs`,
    `${repository}/tree/HEAD/docs/keys.md`,
    `${repository}/tree/main/../..`,
  ]) {
    test(`in ${link}`, () => assert.deepEqual(found(link), [`/vectors.json: ${link}`]))
  }
})
