import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome']

/** The Chromium on the path: none is downloaded. */
export function program() {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((place) => PROGRAMS.map((name) => path.join(place, name)))
    .find(isExecutable)
}

function isExecutable(name) {
  try {
    accessSync(name, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Root, as in a container, has no sandbox. */
export const launch = () => chromium.launch({ executablePath: program(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
