import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** How every such page begins; a file that begins otherwise is somebody else's. */
export const OPENING =
  '<!doctype html>\n<html lang="en">\n<meta name="generator" content="codex-env-shim log --html">\n'

/** In this order: what comes later counts more. */
const STYLES = ['colors', 'frame', 'list', 'marks', 'detail', 'narrow', 'print']

/** The page before and after its data. */
export type Document = { readonly head: string; readonly tail: string }

/** Puts the page together from the files beside this one; page.js is bundled from page/ when the program is built. */
export function readDocument(): Document {
  const style = STYLES.map((name) => readPart(`style/${name}.css`)).join('\n')
  const script = readPart('page.js')
  const page = [
    ["default-src 'none'", renderPolicy(style, script)],
    ['<link rel="stylesheet" href="page.css">', `<style>${style}</style>`],
    ['<script src="page.js"></script>', `<script>${script}</script>`],
  ].reduce((text, [mark = '', part = '']) => text.replace(mark, () => part), readPart('page.html'))
  const at = page.indexOf(DATA) + DATA.length
  return { head: page.slice(0, at), tail: page.slice(at) }
}

/** The data stand behind this. */
const DATA = '<script type="application/json" id="data">'

/**
 * Nothing may be loaded, sent or framed; only these two texts run and style the page, and no text can become an element.
 * https://www.w3.org/TR/CSP3/ and https://www.w3.org/TR/trusted-types/
 */
function renderPolicy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function readPart(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
