import fc from 'fast-check'
import type { Product } from '../../product.js'
import { ALL_ROUTES, ROUTES, type Route } from '../../routes.js'

/** A command of which every word is bytes: how it is started, and what its line must say. */
export type Case = {
  readonly title: string
  readonly argv: readonly Buffer[]
  readonly env: Readonly<Record<string, Buffer>>
  readonly cwd: Buffer
  readonly expected: {
    readonly command: Buffer
    readonly argv: readonly Buffer[]
    /** `any` where the shell's own path stands for its name. */
    readonly argv0: 'any' | 'given'
    readonly cwd: Buffer
    readonly thread: Buffer
    readonly session: Buffer
    readonly tool_call: Buffer
  }
}

/** Where cases run: the folder that is theirs, and the projects in it that are allowed. */
export type Place = { readonly folder: string; readonly projects: readonly string[] }

const NOTHING = Buffer.alloc(0)

/** Whole characters and broken ones, each a piece of which a text is made. */
const PIECE = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map(Buffer.from) },
  { weight: 3, arbitrary: fc.constantFrom('"', '\\', '\n', '\t', "'", '$x', '`', '%s', '&', '*') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('é', '日本', '😀', '\u2028', '\u202e', '\u0085', '\ufeff'),
  },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 31 }).map((code) => Buffer.from([code])) },
  {
    weight: 2,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 4, min: 127, max: 255 })
      .map((bytes) => Buffer.from(bytes)),
  },
  // Cut off, overlong, a surrogate, beyond U+10FFFF.
  { weight: 1, arbitrary: fc.constantFrom('c3', 'e697', 'c080', 'eda080', 'f4908080').map(hex) },
)

function hex(text: string): Buffer {
  return Buffer.from(text, 'hex')
}

const TEXT = fc
  .array(PIECE, { maxLength: 8 })
  .map((pieces) => Buffer.concat(pieces.map((piece) => Buffer.from(piece))))

const PLAIN = fc.stringMatching(/^[A-Za-z0-9 ._/=:-]{0,40}$/).map((text) => Buffer.from(text))

/** Most texts are short; some are longer than a line, or than what the faster records take. */
const WORD = fc.oneof(
  { weight: 3, arbitrary: PLAIN },
  { weight: 6, arbitrary: TEXT },
  {
    weight: 1,
    arbitrary: fc
      .tuple(TEXT, fc.constantFrom(30, 100, 1200))
      .map(([text, times]) => Buffer.concat(Array.from({ length: times }, () => text))),
  },
)

/** A command that ends its shell before what follows is looked at. */
const COMMAND = fc.oneof(
  { weight: 1, arbitrary: PLAIN.map((text) => Buffer.concat([Buffer.from(': '), text])) },
  { weight: 3, arbitrary: WORD.map((text) => Buffer.concat([Buffer.from('exit\n'), text])) },
)

/** A name of one folder. */
const FOLDER = fc
  .oneof(PLAIN, TEXT)
  .map((name) => Buffer.from(name.filter((byte) => byte !== 0x2f)).subarray(0, 200))
  .filter((name) => name.length > 0 && !['.', '..'].includes(name.toString()))

const IDS = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ thread: 'th', session: 'se', tool_call: 'call_1' }) },
  { weight: 2, arbitrary: fc.constant({ thread: '', session: '', tool_call: '' }) },
  { weight: 3, arbitrary: fc.record({ thread: WORD, session: WORD, tool_call: WORD }) },
)

const ROUTE = (routes: readonly Route[]) => fc.constantFrom(...routes)

/** Draws commands for the routes whose shell is here. */
export function drawCase(product: Product, place: Place, routes = ALL_ROUTES): fc.Arbitrary<Case> {
  return fc
    .record({
      route: ROUTE(routes),
      command: COMMAND,
      words: fc.array(WORD, { maxLength: 4 }),
      folders: fc.array(FOLDER, { maxLength: 3 }),
      project: fc.constantFrom('', ...place.projects),
      ids: IDS,
      isOff: fc.nat(9).map((draw) => draw === 0),
      locale: fc.constantFrom('C', 'C.UTF-8'),
    })
    .map((drawn) => makeCase(product, place, drawn))
}

type Drawn = {
  readonly route: Route
  readonly command: Buffer
  readonly words: readonly Buffer[]
  readonly folders: readonly Buffer[]
  readonly project: string
  readonly ids: Readonly<Record<'thread' | 'session' | 'tool_call', string | Buffer>>
  readonly isOff: boolean
  readonly locale: string
}

function makeCase(product: Product, place: Place, drawn: Drawn): Case {
  const { route, command, words, folders, project, isOff, locale } = drawn
  const isPrefix = route === ROUTES.prefix
  const program = isPrefix ? [product.bin, '--', '/bin/true'] : route.program(product)
  const cwd = joinBytes([Buffer.from(project || place.folder), ...folders])
  const thread = Buffer.from(drawn.ids.thread)
  // Without a thread the rest of the environment says which agent it is, or none.
  const session = Buffer.from(drawn.ids.session)
  const tool_call = Buffer.from(drawn.ids.tool_call)
  const hasName = !isPrefix && route !== ROUTES.fish && words.length > 0
  const args = isPrefix ? [Buffer.from('/bin/true'), ...words] : [NOTHING, ...words]
  return {
    title: JSON.stringify({ route: route.name, isOff, locale, cwd: cwd.toString('latin1') }),
    argv: [
      ...program.map((word) => Buffer.from(word)),
      ...(isPrefix ? words : [Buffer.from('-c'), command, ...words]),
    ],
    env: {
      HOME: Buffer.from(product.home),
      PATH: Buffer.from('/usr/bin:/bin'),
      SHLVL: Buffer.from('1'),
      LC_ALL: Buffer.from(locale),
      TMPDIR: Buffer.from(`${place.folder}/tmp`),
      CODEX_THREAD_ID: thread,
      CODEX_SESSION_ID: session,
      CODEX_TOOL_CALL_ID: tool_call,
      ...(isOff ? { CODEX_ENV_SHIM: Buffer.from('off') } : {}),
      ...Object.fromEntries(
        Object.entries(route.env(product)).map(([name, value]) => [name, Buffer.from(value)]),
      ),
    },
    cwd,
    expected: {
      command: isPrefix ? joinWith(' ', args) : command,
      argv: hasName ? words : args,
      argv0: hasName || isPrefix ? 'given' : 'any',
      cwd,
      thread,
      session,
      tool_call,
    },
  }
}

function joinBytes(parts: readonly Buffer[]): Buffer {
  return joinWith('/', parts)
}

function joinWith(separator: string, parts: readonly Buffer[]): Buffer {
  return Buffer.concat(
    parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from(separator), part])),
  )
}
