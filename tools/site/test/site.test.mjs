// The site of this repository's documents, in a browser.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { build } from 'vitepress'
import { documents, ROOT, route } from '../documents.mjs'
import { launch, program } from './browser.mjs'
import { deadLinks } from './dead-links.mjs'
import { serve } from './server.mjs'

const PHONE = { width: 360, height: 740 }
const DESKTOP = { width: 1280, height: 900 }
const SITE = fileURLToPath(new URL('..', import.meta.url))
const POM = readFileSync(path.join(ROOT, 'pom.xml'), 'utf8')
const REPOSITORY = /<scm[^>]*>[^]*?<url>(.*?)<\/url>/.exec(POM)[1]
const PATHS = documents().map(route)

describe('the site', { skip: program() ? false : 'NEEDS chromium: apt-get install chromium' }, () => {
  const pages = new Map()
  let server, browser, context, origin

  before(async () => {
    await build(SITE)
    server = await serve(path.join(SITE, 'target/site'))
    origin = server.url
    browser = await launch()
    context = await browser.newContext({ viewport: DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] })
  })

  after(async () => {
    await browser?.close()
    server?.close()
  })

  /** A tab, and what went wrong in it. */
  async function tab(viewport = DESKTOP) {
    const opened = await context.newPage()
    await opened.setViewportSize(viewport)
    const wrong = []
    opened.on('pageerror', (error) => wrong.push(String(error)))
    opened.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
    opened.on('request', (request) => new URL(request.url()).origin === origin || request.url().startsWith('data:') || wrong.push(`asks ${request.url()}`))
    return { opened, wrong }
  }

  async function open(pathname, viewport) {
    const { opened } = await tab(viewport)
    await opened.goto(origin + pathname)
    await opened.waitForFunction(() => document.querySelector('#app')?.__vue_app__)
    return opened
  }

  const widths = (opened) => opened.evaluate(() => [document.scrollingElement.scrollWidth, window.innerWidth])

  test('each page opens, is as wide as a phone and as a desktop, and asks no other host', { timeout: 300_000 }, async () => {
    const left = [...PATHS]
    const tooWideAt = []
    const look = async () => {
      const { opened, wrong } = await tab()
      for (let pathname = left.shift(); pathname; pathname = left.shift()) {
        await opened.setViewportSize(DESKTOP)
        await opened.goto(origin + pathname)
        await opened.waitForFunction(() => document.querySelector('#app')?.__vue_app__)
        pages.set(pathname, await opened.evaluate(contents))
        for (const viewport of [DESKTOP, PHONE]) {
          await opened.setViewportSize(viewport)
          const [whole, shown] = await widths(opened)
          if (whole > shown) tooWideAt.push(`${pathname} is ${whole} wide on ${shown}: ${await opened.evaluate(tooWide)}`)
        }
        assert.deepEqual(wrong, [], pathname)
      }
      await opened.close()
    }
    await Promise.all([look(), look()])
    assert.deepEqual(tooWideAt, [])

    for (const [pathname, { headings, brokenImages, description }] of pages) {
      assert.equal(headings, 1, `${pathname} has one heading of the first level`)
      assert.deepEqual(brokenImages, [], pathname)
      assert.ok(description.length > 20, `${pathname} has a description`)
    }
    assert.equal(pages.size, PATHS.length)
  })

  test('no link is dead', () => {
    const where = { origin, site: path.join(SITE, 'target/site'), root: ROOT, repository: REPOSITORY }
    assert.deepEqual(deadLinks(pages, where), [])

    const [pathname, target] = [...pages].flatMap(([from, { links }]) => links.map((link) => [from, link])).find(([, link]) => link.startsWith(origin + '/docs/keys#'))
    pages.get('/docs/keys').anchors = []
    assert.ok(deadLinks(pages, where).includes(`${pathname}: ${target}`), 'a heading that is gone is missed')
  })

  test('the side bar has each page, and leads on from one to the next', async () => {
    const opened = await open('/docs/settings')
    const links = await opened.$$eval('.VPSidebar a', (all) => all.map((link) => link.pathname))
    assert.deepEqual([...new Set(links)].sort(), PATHS.filter((each) => each !== '/docs/').sort())
    assert.equal(links.length, new Set(links).size)

    const next = links[links.indexOf('/docs/settings') + 1]
    await opened.click('.pager-link.next')
    await opened.waitForURL(origin + next)
    await opened.click('.pager-link.prev')
    await opened.waitForURL(origin + '/docs/settings')
    await opened.close()
  })

  for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    test(`search finds a page on a ${name}`, async () => {
      const opened = await open('/docs/', viewport)
      await opened.click('#local-search button')
      await opened.fill('#localsearch-input', 'sealcache.master-key')
      await opened.click('.VPLocalSearchBox a.result[href*="/docs/settings"]')
      await opened.waitForSelector('main td code:text-is("sealcache.master-key")')
      assert.equal(new URL(opened.url()).pathname, '/docs/settings')
      await opened.close()
    })
  }

  test('code is in colours, and copied by a button', async () => {
    const opened = await open('/')
    const block = opened.locator('div[class*=language-]', { hasText: 'CachingProvider provider' })
    const colours = await block.locator('code span').evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size)
    assert.ok(colours > 3, `${colours} colours`)

    await block.hover()
    await block.locator('button.copy').click()
    await opened.waitForSelector('button.copied')
    assert.match(await opened.evaluate(() => navigator.clipboard.readText()), /^Properties settings = new Properties\(\);\n/)
    await opened.close()
  })

  test('light and dark differ, and are kept', async () => {
    const opened = await open('/docs/settings')
    const background = () => opened.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const first = await background()
    await opened.click('.VPNavBarAppearance button')
    await opened.waitForFunction((before) => getComputedStyle(document.body).backgroundColor !== before, first)
    const second = await background()
    await opened.reload()
    assert.equal(await background(), second)
    await opened.close()
  })

  test('a page shows its outline, its source and the version', async () => {
    const opened = await open('/docs/cli')
    assert.ok((await opened.$$('.VPDocAsideOutline a.outline-link')).length > 2)
    assert.equal(await opened.getAttribute('.edit-link-button', 'href'), `${REPOSITORY}/edit/main/docs/cli.md`)
    assert.match(await opened.textContent('.VPNavBar'), new RegExp(/<version>(.*?)<\/version>/.exec(POM)[1]))
    await opened.close()
  })

  test('a table that is too wide for a phone scrolls by itself', async () => {
    const opened = await open('/docs/settings', PHONE)
    assert.ok(await opened.$eval('.vp-doc table', (table) => table.scrollWidth > table.clientWidth))
    assert.ok(await opened.$$eval('.vp-doc tbody tr td:last-child', (cells) => cells.every((cell) => cell.clientWidth > 180)))
    await opened.close()
  })

  test('what is not there has a page that says so', async () => {
    const opened = (await tab()).opened
    const answer = await opened.goto(origin + '/docs/gone')
    assert.equal(answer.status(), 404)
    await opened.waitForSelector('.NotFound')
    await opened.close()
  })
})

/** In the browser: what a page has. */
function contents() {
  const all = (selector, found) => [...document.querySelectorAll(selector)].map(found)
  return {
    links: [...new Set(all('[href], [src]', (element) => element.href?.baseVal ?? element.href ?? element.src))],
    anchors: all('[id]', ({ id }) => id),
    headings: document.querySelectorAll('h1').length,
    brokenImages: all('img', (image) => image).filter((image) => image.complete && image.naturalWidth === 0).map(({ src }) => src),
    description: document.querySelector('meta[name=description]')?.content ?? '',
  }
}

/** In the browser: what makes a page too wide. */
function tooWide() {
  const found = [...document.querySelectorAll('main *')].filter((element) => element.getBoundingClientRect().right > window.innerWidth)
  return found.slice(-3).map((element) => element.outerHTML.slice(0, 200)).join(' | ')
}
