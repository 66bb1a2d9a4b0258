import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'

/**
 * The door to the verbs that have a program of their own: runs that of the first word. What V8 has made of it is kept beside it, so that the
 * next run need not compile the text again. What does not fit this Node or this text is made anew, and where it cannot be kept nothing
 * is lost but time.
 */
const KEY_BYTES = 16

/** A text that was replaced has another key, of whatever length it is: V8 itself compares nothing but lengths. */
function makeKey(file: string): Buffer {
  const { ctimeMs, size } = statSync(file)
  const key = Buffer.alloc(KEY_BYTES)
  key.writeDoubleLE(ctimeMs, 0)
  key.writeDoubleLE(size, 8)
  return key
}

function readKept(kept: string, key: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(kept)
    return bytes.subarray(0, KEY_BYTES).equals(key) ? bytes.subarray(KEY_BYTES) : undefined
  } catch {
    return undefined
  }
}

function keep(kept: string, key: Buffer, script: Script): void {
  const temporary = `${kept}.${process.pid}`
  try {
    writeFileSync(temporary, Buffer.concat([key, script.createCachedData()]), {
      flag: 'wx',
      flush: true,
    })
    renameSync(temporary, kept)
  } catch {
    rmSync(temporary, { force: true })
  }
}

/** What is kept when all has run: only then does V8 know which functions are needed. */
const unkept: (() => void)[] = []

function compile(file: string): (...context: readonly unknown[]) => void {
  const kept = file.replace(/\.cjs$/, '.v8')
  const key = makeKey(file)
  const cachedData = readKept(kept, key)
  const script = new Script(
    `(function(require,module,exports,__filename){${readFileSync(file, 'latin1')}\n})`,
    {
      filename: file,
      ...(cachedData ? { cachedData } : {}),
    },
  )
  if (!cachedData || script.cachedDataRejected) unkept.push(() => keep(kept, key, script))
  return script.runInThisContext()
}

const loaded = new Map<string, { exports: unknown }>()

/** Like `require`, for the files of a verb as well. */
function load(name: string): unknown {
  if (!name.startsWith('./')) return require(name)
  const known = loaded.get(name)
  if (known) return known.exports
  const file = join(__dirname, name)
  const module = { exports: {} }
  loaded.set(name, module)
  compile(file)(load, module, module.exports, file)
  return module.exports
}

process.once('exit', () => {
  for (const one of unkept) one()
})
load(`./verb-${process.argv[2]}.cjs`)
