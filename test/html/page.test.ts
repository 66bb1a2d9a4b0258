import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { logLine } from '../audit/log-line.js'
import { isMissing } from '../programs.js'
import { launchBrowser, type Open, openPage, type Reader } from './browser.js'
import { installPageMaker, type PageMaker } from './page.js'

const at = (minute: number) => `2026-01-02T03:${String(minute).padStart(2, '0')}:00.000000Z`

const GAP = { time: at(9), gap: 'collector killed', from: at(8), until: at(9) }

/** Two threads in two projects; in the first one the environment changes and a declaration breaks. */
const LOG = [
  logLine({ time: at(1), command: 'first', thread: 'thread-a', project: '/p' }),
  logLine({ time: at(2), command: 'second', thread: 'thread-a', project: '/p' }),
  logLine({
    time: at(4),
    command: 'elsewhere',
    thread: 'thread-b',
    project: '/other',
    cwd: '/other',
    tool_call: 'c9',
    route: 'launcher',
  }),
  logLine({
    time: at(5),
    command: 'after the change',
    thread: 'thread-a',
    project: '/p',
    plan: 'beef',
    tool_call: 'c2',
    set: ['B'],
    removed: ['PYTHONHOME'],
    restored: ['LD_PRELOAD'],
    profile_removed: 'EDITOR',
  }),
  logLine({
    time: at(6),
    command: 'stopped',
    thread: 'thread-a',
    project: '/p',
    plan: 'beef',
    tool_call: 'c3',
    state: 'refused',
    set: ['B'],
    removed: ['PYTHONHOME'],
    restored: ['LD_PRELOAD'],
    problem: '/p/.codex/env.ini:1: not a section',
    agent_pid: 42,
    agent_started: at(0),
    agent_mode: 'tui',
  }),
  `${JSON.stringify(GAP)}\n`,
  '{"time":"2026-01-02T03:10:0\n',
  // A line that came late.
  logLine({ time: at(3), command: 'third', thread: 'thread-a', project: '/p', sink: 'spool' }),
].join('')

describe.skipIf(isMissing('chromium'))('the page of the log, in Chromium,', () => {
  let browser: Browser
  let makePage: PageMaker
  let opened: Open[] = []

  beforeAll(async () => {
    makePage = installPageMaker()
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    const offences = opened.flatMap((one) => one.offences)
    for (const { page } of opened) await page.close()
    opened = []
    expect(offences).toEqual([])
  })

  const open = async (log = LOG, reader?: Reader): Promise<Page> => {
    const one = await openPage(browser, await makePage(log), reader)
    opened.push(one)
    return one.page
  }
  const commands = (page: Page) => page.locator('.entry .command').allTextContents()
  const chosen = (page: Page) => page.locator('[aria-selected=true]').innerText()

  test('is a timeline: commands by their time, what changed between them, gaps, what is unreadable', async () => {
    const page = await open()
    expect(await commands(page)).toEqual([
      'first',
      'second',
      'third',
      'elsewhere',
      'after the change',
      'stopped',
      expect.stringContaining('collector killed: lines may be missing'),
      '{"time":"2026-01-02T03:10:0',
    ])
    const chips = await page.locator('.change .chip').allTextContents()
    expect(chips).toEqual([
      '−vanished: A',
      '+appeared: B',
      '×unset: PYTHONHOME',
      '+appeared: LD_PRELOAD',
    ])
    expect(await page.locator('.day').allTextContents()).toEqual([
      expect.stringMatching(/^Friday,? 2 January 2026$/),
    ])
    expect(await page.locator('#summary').textContent()).toBe(
      '6 commands · 1 environment change · 3 lines to look at',
    )
  })

  test('puts commands under their thread, and marks those of one tool call', async () => {
    const page = await open()
    await page.getByLabel('Order').selectOption('by thread')
    expect(await page.locator('.row.thread strong').allTextContents()).toEqual([
      'thread-a',
      'thread-b',
      'outside of any thread',
    ])
    expect((await commands(page)).slice(0, 5)).toEqual([
      'first',
      'second',
      'third',
      'after the change',
      'stopped',
    ])
    expect(await page.locator('.call').allTextContents()).toEqual([
      'c1',
      '↳',
      '↳',
      'c2',
      'c3',
      'c9',
    ])
  })

  const FILTERS = [
    ['Search', 'CHANGE after', ['after the change']],
    ['Search', 'pythonhome', ['after the change', 'stopped']],
    ['From', '2026-01-02T03:05:30', ['stopped']],
    ['Until', '2026-01-02T03:01:00', ['first']],
    ['Project', 'other', ['elsewhere']],
    ['Thread', 'thread-b', ['elsewhere']],
    ['State', 'refused', ['stopped']],
    ['Route', 'launcher', ['elsewhere']],
    ['Only', 'environment changes', ['after the change']],
    ['Only', 'something restored', ['after the change', 'stopped']],
    ['Only', 'something removed', ['after the change', 'stopped']],
    ['Only', 'problems and refusals', ['stopped']],
    ['Only', 'gaps of the log', []],
  ] as const

  const isText = (label: string) => ['Search', 'From', 'Until'].includes(label)

  test('filters by text, time, project, thread, state, route and what happened', async () => {
    const page = await open()
    const found = page.locator('.entry:not(.gap, .unreadable) .command')
    for (const [label, value, expected] of FILTERS) {
      if (isText(label)) await page.getByLabel(label, { exact: true }).fill(value)
      else await page.getByRole('combobox', { name: label, exact: true }).selectOption(value)
      const all = await found.allTextContents()
      expect({ label, value, found: all }).toEqual({ label, value, found: expected })
      await page.getByRole('button', { name: 'Clear' }).click()
    }
    await page.locator('.row', { hasText: 'third' }).waitFor()
    expect(await commands(page)).toHaveLength(8)
  })

  test('holds what was chosen in its address', async () => {
    const page = await open(LOG, { hash: 'state=refused&order=thread' })
    expect(await page.getByLabel('State').inputValue()).toBe('refused')
    await page.getByLabel('Search').fill('stop')
    await page.waitForURL(/text=/)
    expect(new URL(page.url()).hash).toBe('#text=stop&state=refused&order=thread')
  })

  test('says so where nothing matches, and where there is nothing', async () => {
    const page = await open()
    await page.getByLabel('Search').fill('no such command')
    expect(await page.locator('#empty').innerText()).toMatch(/^No line matches/)
    const empty = await open('')
    expect(await empty.locator('#empty').innerText()).toMatch(/^No command was recorded yet/)
  })

  test('is read with the keyboard alone', async () => {
    const page = await open()
    await page.keyboard.press('j')
    expect(await chosen(page)).toContain('first')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await chosen(page)).toContain('first')
    await page.keyboard.press('n')
    expect(await chosen(page)).toContain('environment of p changed')
    await page.keyboard.press('End')
    await page.keyboard.press('p')
    await page.keyboard.press('p')
    expect(await chosen(page)).toContain('stopped')
    const active = await page.getByRole('listbox').getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Enter')
    const detail = page.getByRole('complementary', { name: 'Command' })
    expect(await detail.innerText()).toContain('/p/.codex/env.ini:1: not a section')
    expect(await detail.innerText()).toContain(`codex tui, process 42, which began ${at(0)}`)
    await page.keyboard.press('Escape')
    expect(await detail.isVisible()).toBe(false)
    await page.keyboard.press('/')
    await page.keyboard.type('jk?')
    expect(await page.getByLabel('Search').inputValue()).toBe('jk?')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
  })

  test('tells all about a command that is clicked', async () => {
    const page = await open()
    await page.locator('.row.entry', { hasText: 'after the change' }).click()
    const detail = page.locator('#detail')
    const rows = await detail.locator('tbody tr').allInnerTexts()
    expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
      'B set',
      'PATH prepended',
      'PYTHONHOME removed',
      'LD_PRELOAD restored',
    ])
    const text = await detail.innerText()
    expect(text).toMatch(/thread\n+thread-a/)
    expect(text).toMatch(/dropped\n+EDITOR/)
    await detail.getByRole('button', { name: 'Close' }).click()
    expect(await detail.isVisible()).toBe(false)
  })

  test('tells once what is the rule, and of a line only where it is otherwise', async () => {
    const usual = logLine({ time: at(1), removed: ['PYTHONHOME'] })
    const page = await open(`${usual.repeat(3)}${logLine({ time: at(2) })}`)
    expect(await page.locator('#summary .note').allTextContents()).toEqual([
      '1 removed unless a line says otherwise',
    ])
    expect(await page.locator('.entry .note').allTextContents()).toEqual(['none removed'])
  })

  test('has its controls in one row where the window is 1400 wide', async () => {
    const page = await open()
    await page.setViewportSize({ width: 1400, height: 700 })
    const fields = page.locator('#filters :is(input, select, button):visible')
    const boxes = await Promise.all((await fields.all()).map((one) => one.boundingBox()))
    expect(boxes.length).toBeGreaterThan(8)
    expect(new Set(boxes.map((box) => box && Math.round(box.y))).size).toBe(1)
    expect(Math.max(...boxes.map((box) => (box ? box.x + box.width : 0)))).toBeLessThan(1400)
  })

  test('says who made it where and with what, and what is wrong with the log', async () => {
    const about = await (await open()).locator('#about').textContent()
    expect(about).toMatch(/ by .+ on \S+, version \d+\.\d+\.\d+ · /)
    expect(about).toContain('the whole log: 8 lines: 1 gap, 1 torn · ')
  })

  const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

  test('is dark where the system is, and turned round by a button and a key', async () => {
    const light = await paper(await open())
    const page = await open(LOG, { colorScheme: 'dark' })
    const dark = await paper(page)
    expect(dark).not.toBe(light)
    const button = page.getByRole('button', { name: 'Dark' })
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    await button.click()
    expect(await paper(page)).toBe(light)
    await page.locator('#list').focus()
    await page.keyboard.press('t')
    expect(await paper(page)).toBe(dark)
  })

  test('fits into a narrow window', async () => {
    const page = await open(LOG, { width: 360 })
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(360)
    await page.locator('.row.entry', { hasText: 'stopped' }).click()
    expect((await page.locator('#detail').boundingBox())?.width).toBe(360)
  })

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => logLine({ command: `command-${index}` })).join('')

  test('makes elements of no more than is in sight, of 20,000 lines too', async () => {
    const page = await open(many(20_000))
    const count = () => page.locator('.row').count()
    expect(await page.locator('#summary').textContent()).toBe('20,000 commands')
    expect(await count()).toBeLessThan(80)
    await page.keyboard.press('End')
    expect(await chosen(page)).toContain('command-19999')
    expect(await count()).toBeLessThan(80)
    await page.getByLabel('Search').fill('command-1234')
    expect(await page.locator('#summary').textContent()).toBe('11 of 20,000 commands')
    expect(await count()).toBe(12)
  })

  test('prints all of its lines, and whole commands', async () => {
    const log = logLine({ command: `start ${'long '.repeat(60)}end` }) + many(200)
    const page = await open(log)
    await page.evaluate(() => {
      addEventListener('beforeprint', () => {
        document.title = `${document.querySelectorAll('.row.entry').length} lines`
      })
    })
    await page.pdf()
    expect(await page.title()).toBe('201 lines')
    await page.emulateMedia({ media: 'print' })
    const command = page.locator('.entry .command').first()
    const isCut = await command.evaluate((one) => one.scrollWidth > one.clientWidth)
    expect(isCut).toBe(false)
  })
})
