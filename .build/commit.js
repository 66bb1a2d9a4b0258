import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'

/** Writes which commit the programs were built from, for `--version` and the manual; nothing where this is no clone of ours. */
export function commit() {
  return {
    name: 'commit',
    generateBundle() {
      const source = `${JSON.stringify(readCommit())}\n`
      this.emitFile({ type: 'asset', fileName: 'built.json', source })
    },
  }
}

function readCommit() {
  try {
    // A release that is unpacked inside somebody's repository is not a commit of that.
    if (git('rev-parse', '--show-toplevel') !== realpathSync('.')) return {}
    return {
      commit: git('describe', '--always', '--dirty', '--abbrev=7', '--exclude', '*'),
      date: git('log', '-1', '--format=%cs'),
    }
  } catch {
    return {}
  }
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
}
