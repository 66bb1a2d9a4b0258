import { defineConfig } from 'rolldown'
import { commit } from './commit.js'
import { licenses } from './licenses.js'
import { standIns } from './stand-ins.js'

// Each program is bundled with what it imports: a release needs no node_modules, and starts without looking for modules.
const common = {
  platform: 'node',
  logLevel: 'warn',
  // What its package names for Node cannot be bundled.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
}

export default defineConfig([
  {
    ...common,
    // write-file-atomic makes its temporary names of it.
    transform: { define: { __filename: 'import.meta.filename' } },
    input: {
      cli: 'src/cli.ts',
      dump: 'src/capture/dump.ts',
      manual: 'src/manual/write.ts',
      tables: 'src/manual/tables.ts',
      'verify/model': 'src/verify/model.ts',
    },
    // All in one folder: program.ts finds package.json from whatever file it ends up in.
    output: { dir: 'dist', format: 'esm', chunkFileNames: '[name]-[hash].js' },
    plugins: [commit(), licenses()],
  },
  {
    ...common,
    input: 'src/shell-call.ts',
    // A command waits for this one, and Node reads it sooner without white space.
    plugins: [standIns()],
    output: {
      dir: 'dist',
      format: 'cjs',
      minify: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: 'shell-call/[name].cjs',
    },
  },
  {
    // What the page of `log --html` does in a browser.
    input: { page: 'src/audit/show/html/page/main.ts' },
    platform: 'browser',
    logLevel: 'warn',
    output: { dir: 'dist', format: 'iife', entryFileNames: '[name].js' },
  },
])
