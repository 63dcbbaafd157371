import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { anchor, documents, page, ROOT, route, sidebar, target, title } from '../documents.mjs'

const SITE = fileURLToPath(new URL('..', import.meta.url))
const PAGES = documents()

const pom = readFileSync(path.join(ROOT, 'pom.xml'), 'utf8')
const ofPom = (tag) => new RegExp(`<${tag}>(.*?)</${tag}>`).exec(pom)[1]
const REPOSITORY = /<scm[^>]*>[^]*?<url>(.*?)<\/url>/.exec(pom)[1]
const DESCRIPTION = ofPom('description')

/** The documents lie outside of this folder, and what their pages import lies in it. */
const importsOfPages = {
  name: 'imports-of-pages',
  enforce: 'pre',
  resolveId(source, importer, options) {
    return /^vue($|\/)/.test(source) && importer?.endsWith('.md')
      ? this.resolve(source, path.join(SITE, 'package.json'), { ...options, skipSelf: true })
      : undefined
  },
}

/** Links as they are in the repository become those of the site, and names of files those of pages. */
function linksOfTheSite(md) {
  md.core.ruler.push('links-of-the-site', ({ tokens, env }) => {
    const document = path.relative(ROOT, env.realPath ?? env.path)
    for (const { children } of tokens.filter(({ children }) => children)) {
      children.forEach((token, position) => {
        if (token.type !== 'link_open') return
        const href = target(document, token.attrGet('href'), { pages: PAGES, repository: REPOSITORY })
        const shown = PAGES.find((page) => route(page) === href.replace(/#.*/, ''))
        const text = children[position + 1]
        if (shown && /^[\w./-]+(\.md|\/)$/.test(text.content)) text.content = title(shown)
        token.attrSet('href', href)
      })
    }
  })
}

/** Code by four spaces is shown like that between fences. */
function indentedCode(md) {
  md.core.ruler.push('indented-code', ({ tokens }) => {
    for (const token of tokens.filter(({ type }) => type === 'code_block')) {
      Object.assign(token, { type: 'fence', tag: 'code', info: 'text' })
    }
  })
}

/** The README begins with what the first page has above it. */
function headOfTheFirstPage(md) {
  md.core.ruler.push('head-of-the-first-page', ({ tokens, env }) => {
    if (env.relativePath === 'index.md') tokens.splice(0, 6)
  })
}

/** The first paragraph of a document, as text. */
function summary(document) {
  const text = readFileSync(path.join(ROOT, document), 'utf8')
  const paragraph = text.split(/\n{2,}/).find((block) => /^[A-Z`*[]/.test(block) && block.length > 50) ?? ''
  return paragraph
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
}

/** The parts of a page besides its document: a description, and an outline where there is one. */
function ofDocument({ filePath, frontmatter }) {
  const hasOutline = /^## /m.test(readFileSync(path.join(ROOT, filePath), 'utf8'))
  return { description: summary(filePath), frontmatter: { ...frontmatter, aside: hasOutline } }
}

const namesOf = (items) => items.map(({ text }) => text).join(' · ')

export default defineConfig({
  title: 'SealCache',
  description: DESCRIPTION,
  lang: 'en-GB',
  cleanUrls: true,
  srcDir: ROOT,
  srcExclude: ['**/src/**', '**/target/**', '**/.*/**'],
  rewrites: Object.fromEntries(PAGES.map((document) => [document, page(document)])),
  outDir: path.join(SITE, 'target/site'),
  cacheDir: path.join(SITE, 'target/cache'),
  sitemap: { hostname: ofPom('url') },
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }],
    ['meta', { name: 'theme-color', content: '#2e8b57' }],
  ],
  vite: { publicDir: path.join(SITE, 'public'), plugins: [importsOfPages], build: { assetsInlineLimit: 0 } },
  markdown: {
    anchor: { slugify: anchor },
    config(md) {
      md.use(linksOfTheSite).use(indentedCode).use(headOfTheFirstPage)
    },
  },
  transformPageData(data) {
    if (data.relativePath !== 'index.md') return ofDocument(data)
    return {
      title: 'SealCache',
      titleTemplate: DESCRIPTION.replace(/\.$/, ''),
      frontmatter: {
        layout: 'home',
        hero: {
          name: 'SealCache',
          text: 'Encryption for JCache',
          tagline: summary('README.md'),
          image: { src: '/logo.svg', alt: '' },
          actions: [
            { text: 'See it work', link: '#see-it-work' },
            { text: 'Documentation', link: '/docs/', theme: 'alt' },
          ],
        },
        features: sidebar()
          .slice(0, 6)
          .map(({ text, items }) => [text, items.filter(({ link }) => link !== '/')])
          .map(([title, pages]) => ({ title, link: pages[0].link, details: namesOf(pages.slice(0, 5)) })),
      },
    }
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Documentation', link: '/docs/', activeMatch: '^/docs/' },
      { text: 'Security', link: '/security' },
      {
        text: ofPom('version'),
        items: [
          { text: 'Changelog', link: '/changelog' },
          { text: 'Contributing', link: '/contributing' },
        ],
      },
    ],
    sidebar: sidebar(),
    outline: { level: [2, 3], label: 'On this page' },
    search: { provider: 'local' },
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    externalLinkIcon: true,
    footer: { message: 'Apache License 2.0' },
  },
})
