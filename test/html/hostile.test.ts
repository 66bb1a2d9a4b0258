import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logLine } from '../audit/log-line.js'
import { HOSTILE_VALUES } from '../hostile-values.js'
import { isMissing } from '../programs.js'
import { launchBrowser, openPage } from './browser.js'
import { installPageMaker, type PageMaker } from './page.js'

/** What would run, load or become an element in a page that takes text for HTML. */
const MARKUP = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '--><img src="https://example.com/x.png" onerror="alert(1)">',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<style>@import "https://example.com/x.css";</style>',
  '<link rel="stylesheet" href="https://example.com/x.css">',
  '<meta http-equiv="refresh" content="0;url=https://example.com">',
  '<svg onload=alert(1)>',
  'javascript:alert(1)',
  '&lt;script&gt; &#60;b&#62;',
  '{{data}} $& $1 $` ${alert(1)}',
  '\u2028\u2029',
  'abc\u202egnp.exe\u2066\u200b\ufeff',
  '\u001b[2J\u0007\u0000',
  '\udcff \udc80',
]

function readEscapes(shown: string): string {
  return shown.replace(/\\(?:u\{([\da-f]+)\}|x([\da-f]{2}))/g, (_, code, byte) =>
    String.fromCodePoint(code ? Number.parseInt(code, 16) : 0xdc00 + Number.parseInt(byte, 16)),
  )
}

describe.skipIf(isMissing('chromium'))('in the page', () => {
  let browser: Browser
  let makePage: PageMaker
  beforeAll(async () => {
    makePage = installPageMaker()
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  test('hostile text is inert, wherever it stands in the log', async () => {
    const records = [...MARKUP, ...HOSTILE_VALUES].flatMap((text, index) => {
      const time = '2026-01-02T00:00:00Z'
      const names = { set: [text], plan: text, cwd: text, thread: text, profile_removed: text }
      const places = { project: text, tool_call: text, state: text, route: text, sink: text }
      return [
        logLine({ command: text, argv: [text], problem: text, pid: index, ...names }),
        logLine({ time, ...places }),
        logLine({ time: text }),
        `${JSON.stringify({ time, gap: text, from: text, until: text })}\n`,
        `${text.replaceAll('\n', '')}\n`,
      ]
    })
    const log = records.join('')
    const { page, offences } = await openPage(browser, await makePage(log))
    const elements = () =>
      page.evaluate(() => {
        const all = document.querySelectorAll('body *')
        return [...new Set([...all].map((one) => one.localName))].sort()
      })
    const known = await elements()
    await page.getByLabel('Order').selectOption('by thread')
    await page.locator('#list').focus()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.evaluate((count) => {
      const list = document.querySelector('#list')
      for (let index = 0; index < count; index += 1) {
        list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
      }
    }, records.length)
    expect(await page.locator('#detail').isVisible()).toBe(true)
    const foreign = ['iframe', 'img', 'link', 'meta', 'object', 'embed', 'style', 'a', 'b']
    expect([...known, ...(await elements())].filter((one) => foreign.includes(one))).toEqual([])
    expect(await page.locator('script').count()).toBe(2)
    expect(offences).toEqual([])
  })

  test('a command is read as it is, with what hides written out', async () => {
    const log = MARKUP.map((text) => logLine({ command: `echo ${text}` })).join('')
    const { page, offences } = await openPage(browser, await makePage(log))
    const shown = await page.locator('.entry .command').allTextContents()
    expect(shown.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
    expect(shown.map(readEscapes)).toEqual(MARKUP.map((text) => `echo ${text}`))
    expect(offences).toEqual([])
  })

  test('its policy lets nothing else run, load or become an element', async () => {
    const { page } = await openPage(browser, await makePage(logLine()))
    const tried = await page.evaluate(async () => {
      const outcome = (act: () => unknown) => {
        try {
          act()
          return 'done'
        } catch (error) {
          return error instanceof Error ? error.name : 'failed'
        }
      }
      const script = document.createElement('script')
      script.append('document.title = "run"')
      const html = outcome(() => {
        document.body.innerHTML = '<p>x'
      })
      const run = outcome(() => document.body.append(script))
      const request = await fetch('https://example.com').catch(({ name }: Error) => name)
      return { html, run, title: document.title, request }
    })
    expect(tried).toMatchObject({ html: 'TypeError', request: 'TypeError' })
    expect(tried.title).not.toBe('run')
  })
})
