// Serves the site as its host does: without an ending, and with a page for what is not there.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
}

/** The file of a path of the site, if there is one. */
export function file(site, pathname) {
  const name = path.join(site, decodeURIComponent(pathname))
  return [name, name + '.html', path.join(name, 'index.html')].find((each) => existsSync(each) && statSync(each).isFile())
}

export async function serve(site) {
  const server = createServer((request, response) => {
    const found = file(site, new URL(request.url, 'http://localhost').pathname)
    const shown = found ?? path.join(site, '404.html')
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[path.extname(shown)] ?? 'application/octet-stream' })
    createReadStream(shown).pipe(response)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
