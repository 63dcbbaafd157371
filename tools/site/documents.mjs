// Which documents of the repository are pages, where their links lead, and what the side bar has.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const INDEX = 'docs/README.md'
// Groups that a reader sees open; the others are for later.
const OPEN = 4
const LEFT_OUT = new Set(['src', 'target', 'node_modules'])
const LINK = /\]\(([^)\s]+)\)/g

/** The Markdown files from the root on, except those among sources and in hidden folders. */
export function documents(root = ROOT, folder = '') {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !LEFT_OUT.has(name))
    .flatMap((entry) => {
      const name = folder + entry.name
      return entry.isDirectory() ? documents(root, name + '/') : name.endsWith('.md') ? [name] : []
    })
    .sort()
}

/** The file of a document's page, as Markdown. That of a README is its folder's. */
export const page = (document) => document.replace(/README\.md$/, 'index.md').toLowerCase()

/** The path of a document's page. */
export const route = (document) => '/' + page(document).replace(/((^|\/)index)?\.md$/, '$2')

/**
 * Where a link of a document leads on the site: to a page, or else to the repository. An image is
 * no link, and a link within a page stays as it is.
 */
export function target(document, link, { root = ROOT, pages = documents(root), repository }) {
  if (/^([a-z][\w+.-]*:|\/\/|#)/i.test(link)) return link
  const [, file, anchor] = /^([^#]*)(#.*)?$/.exec(link)
  const source = path.posix.join(path.posix.dirname(document), decodeURI(file)).replace(/\/$/, '')
  if (link.startsWith('/') || source.startsWith('..') || !existsSync(path.join(root, source))) {
    throw new Error(`${document}: nothing is where ${link} leads`)
  }
  const isFolder = statSync(path.join(root, source)).isDirectory()
  const shown = isFolder ? firstOf(source, pages) : source
  if (pages.includes(shown)) return route(shown) + (anchor ?? '')
  return `${repository}/${isFolder ? 'tree' : 'blob'}/HEAD/${source}${anchor ?? ''}`
}

/** The page that stands for a folder: its README, or the first one. */
function firstOf(folder, pages) {
  const inside = pages.filter((document) => path.posix.dirname(document) === folder)
  return inside.find((document) => path.posix.basename(document) === 'README.md') ?? inside[0]
}

/** The anchor of a heading, as GitHub has it. */
export const anchor = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

/** The title of a document: its first heading, as text. */
export function title(document, root = ROOT) {
  const heading = /^# (.+)$/m.exec(readFileSync(path.join(root, document), 'utf8'))
  if (!heading) throw new Error(`${document} has no heading of the first level`)
  return heading[1].replace(/[`*]/g, '')
}

/**
 * The groups of the index, which are its headings of the second level, each with the documents that
 * it links to, in its order. A page that the index doesn't name is below the one of its folder.
 */
export function sidebar(root = ROOT, pages = documents(root)) {
  const groups = groupsOfIndex(root, pages)
  const listed = new Set([INDEX, ...groups.flatMap(({ documents }) => documents)])
  const others = pages.filter((document) => !listed.has(document))
  const more = others.filter((document) => !above(document, listed, pages))
  const item = (document) => {
    const below = others.filter((other) => above(other, listed, pages) === document)
    return {
      text: document === 'README.md' ? 'Overview' : title(document, root),
      link: route(document),
      ...(below.length > 0 && { collapsed: true, items: below.map(item) }),
    }
  }
  return [...groups, { text: 'More', documents: more }]
    .filter(({ documents }) => documents.length > 0)
    .map(({ text, documents }, position) => ({ text, collapsed: position >= OPEN, items: documents.map(item) }))
}

function groupsOfIndex(root, pages) {
  const groups = [{ text: 'Begin here', documents: [] }]
  const seen = new Set([INDEX])
  for (const line of readFileSync(path.join(root, INDEX), 'utf8').split('\n')) {
    if (line.startsWith('## ')) groups.push({ text: line.slice(3), documents: [] })
    for (const [, link] of line.matchAll(LINK)) {
      const source = path.posix.join('docs', link.replace(/#.*/, '')).replace(/\/$/, '')
      const document = pages.includes(source) ? source : firstOf(source, pages)
      if (document && !seen.has(document)) {
        seen.add(document)
        groups.at(-1).documents.push(document)
      }
    }
  }
  return groups
}

/** The listed page that stands for a document's folder: docs/stores.md for docs/stores/redis.md. */
function above(document, listed, pages) {
  const folder = path.posix.dirname(document)
  if (folder === '.' || folder === 'docs') return undefined
  return [folder + '.md', firstOf(folder, pages)].find((page) => page !== document && listed.has(page))
}
