import { defineConfig } from 'rolldown'
import { ascii } from './ascii.js'
import { commit } from './commit.js'
import { formerName } from './former-name.js'
import { licenses } from './licenses.js'
import { standIns } from './stand-ins.js'

// Each program is bundled with what it imports: a release needs no node_modules, and starts without looking for modules.
const common = {
  platform: 'node',
  logLevel: 'warn',
  // What its package names for Node cannot be bundled.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
}

/** What people ask most has a program of its own. */
const VERBS = ['status', 'env', 'log', 'allow']

export default defineConfig([
  {
    ...common,
    input: { dump: 'src/capture/dump.ts', 'verify/model': 'src/verify/model.ts' },
    // All in one folder: a program finds what lies beside it from whatever file it ends up in.
    output: { dir: 'dist', format: 'esm', chunkFileNames: '[name]-[hash].js' },
  },
  {
    ...common,
    // What only the build runs; the package leaves it out by its names.
    input: { manual: 'src/manual/write.ts', tables: 'src/manual/tables.ts' },
    // write-file-atomic makes its temporary names of it.
    transform: { define: { __filename: 'import.meta.filename' } },
    plugins: [standIns()],
    output: { dir: 'dist', format: 'esm', chunkFileNames: 'manual-[name]-[hash].js' },
  },
  {
    ...common,
    input: 'src/cli.ts',
    plugins: [standIns(), commit(), formerName(), licenses()],
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'cli-[name].cjs',
    },
  },
  ...VERBS.map((verb) => ({
    ...common,
    input: `src/commands/alone/${verb}.ts`,
    plugins: [standIns(), ascii()],
    // Beside the others, as what they read lies there.
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      entryFileNames: 'verb-[name].cjs',
      chunkFileNames: `verb-${verb}-[name].cjs`,
      dynamicImportInCjs: false,
    },
  })),
  {
    ...common,
    input: 'src/verb.ts',
    output: { dir: 'dist', format: 'cjs', minify: true, entryFileNames: '[name].cjs' },
  },
  {
    ...common,
    input: 'src/shell-call.ts',
    // A command waits for this one (by way of shell-call-compiled), and Node reads it sooner without white space.
    plugins: [standIns(), ascii()],
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'shell-call/[name].cjs',
    },
  },
  {
    ...common,
    input: 'src/shell-call-compiled.ts',
    output: { dir: 'dist', format: 'cjs', minify: true, entryFileNames: '[name].cjs' },
  },
  {
    // What the page of `log --html` does in a browser.
    input: { page: 'src/audit/show/html/page/main.ts' },
    platform: 'browser',
    logLevel: 'warn',
    output: { dir: 'dist', format: 'iife', entryFileNames: '[name].js' },
  },
])
