import { type Browser, chromium, type Page } from 'playwright-core'
import { findProgram } from '../programs.js'

/** A page that is open in a real browser, and what it tried that it must not. */
export type Open = {
  readonly page: Page
  /** Requests other than for the page itself, dialogs, windows, errors and refusals of the page's policy. */
  readonly offences: readonly string[]
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a headless Chromium of the system's. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findProgram('chromium') ?? 'chromium', args: ARGS })
}

/** How a reader looks at the page. */
export type Reader = {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  /** What the address asks for, behind #. */
  readonly hash?: string
}

/** Opens a file as a reader does who double-clicks it. */
export async function openPage(browser: Browser, file: string, reader: Reader = {}): Promise<Open> {
  const { colorScheme = 'light', width = 1280, hash = '' } = reader
  const page = await browser.newPage({
    colorScheme,
    viewport: { width, height: 720 },
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const offences: string[] = []
  const address = `file://${file}`
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== address) offences.push(`request: ${request.url()}`)
  })
  page.on('dialog', async (dialog) => {
    offences.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  page.on('popup', (popup) => offences.push(`window: ${popup.url()}`))
  page.on('pageerror', ({ message }) => offences.push(`error: ${message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') offences.push(`console: ${message.text()}`)
  })
  await page.goto(hash ? `${address}#${hash}` : address)
  return { page, offences }
}
