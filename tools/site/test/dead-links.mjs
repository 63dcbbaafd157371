import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { file } from './server.mjs'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The links of a site that lead nowhere, as "page: link". Those that lead out of the site are looked
 * at as far as that goes without a network: by HTTPS, and to the newest sources of the repository
 * only where they are.
 *
 * @param pages by its path, what a page links to and which anchors it has
 */
export function deadLinks(pages, { origin, site, root, repository }) {
  const isThere = (pathname, hash) => {
    const found = file(site, pathname)
    if (!found || !hash) return Boolean(found)
    const anchors = pages.get(pathname)?.anchors ?? []
    return anchors.includes(decodeURIComponent(hash.slice(1)))
  }
  const isRight = (link) => {
    const url = URL.canParse(link) ? new URL(link) : undefined
    if (url?.origin === origin) return isThere(url.pathname, url.hash)
    if (url?.protocol === 'http:' && LOOPBACK.has(url.hostname)) return true
    if (url?.protocol !== 'https:' || !/^[a-z\d-]+(\.[a-z\d-]+)+$/.test(url.hostname)) return false
    const [, kind, source] = /^\/(blob|tree|edit)\/(?:HEAD|main)\/([^#]*)/.exec(link.startsWith(repository) ? link.slice(repository.length) : '') ?? []
    if (!kind) return true
    const name = path.join(root, source)
    return name.startsWith(root) && existsSync(name) && statSync(name).isDirectory() === (kind === 'tree')
  }
  return [...pages].flatMap(([page, { links }]) => links.filter((link) => !isRight(link)).map((link) => `${page}: ${link}`))
}
