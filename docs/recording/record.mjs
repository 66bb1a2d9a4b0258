#!/usr/bin/env node
// Plays the quick start for real and writes docs/recording.svg. It needs bwrap, script and python3, and a build in dist/.
import { writeFileSync } from 'node:fs'
import { parseLines } from './ansi.mjs'
import { renderRecording } from './render.mjs'
import { withScene } from './scene.mjs'

const SECONDS = 20
const SECONDS_A_KEY = 0.035
const QUESTION = 'codex exec "Which Python is this?"'
const ASKED = 'python3 -c "import sys; print(sys.prefix)"'
const ANSWER = [/^exec$/, /^\/bin\/bash/, /^ succeeded/, /^ exited/, /^\/(usr|home)/]

/** What is typed, what Codex is asked to run, and which lines of the output are shown, all if nothing is said. */
const STEPS = [
  { line: QUESTION, asked: ASKED, shown: ANSWER },
  { line: 'codex-env-shim init' },
  { line: 'codex-env-shim allow' },
  { line: 'codex-env-shim enable codex', shown: [/^enabled/, /BASH_ENV/, /^To undo/] },
  { line: QUESTION, asked: ASKED, shown: ANSWER },
  { line: 'codex-env-shim log -n 1' },
]

async function main() {
  const played = await withScene(async (run) => {
    const outputs = []
    for (const step of STEPS) outputs.push({ step, ...(await run(step.line, step.asked)) })
    return outputs
  })
  const failed = played.find(({ status }) => status !== 0)
  if (failed) throw new Error(`${failed.step.line} failed:\n${failed.output}`)
  const scenes = played.map(({ step, output }) => ({
    step,
    lines: selectLines(output, step.shown),
  }))
  const words = scenes.map(({ step, lines }) =>
    [`$ ${step.line}`, ...lines.map(joinSpans)].join('\n'),
  )
  const svg = renderRecording(arrange(scenes), {
    title: 'codex-env-shim in 20 seconds',
    alt: words.join('\n'),
  })
  writeFileSync(new URL('../recording.svg', import.meta.url), svg)
}

const LEFT_OUT = [{ text: '⋯', classes: ['dim'] }]

/** Of a long output the lines that matter; one mark stands for each run of the others. */
function selectLines(output, shown) {
  const lines = parseLines(output.trimEnd())
  if (!shown) return lines
  const kept = lines.map((line) =>
    shown.some((one) => one.test(joinSpans(line))) ? line : LEFT_OUT,
  )
  return kept.filter((line, index) => line !== LEFT_OUT || kept[index - 1] !== LEFT_OUT)
}

function joinSpans(spans) {
  return spans.map(({ text }) => text).join('')
}

/** Gives each line its moment: keys at one pace, and all else shares what is left of the time alike. */
function arrange(scenes) {
  const keys = scenes.reduce((sum, { step }) => sum + step.line.length, 0)
  const pause = (SECONDS - keys * SECONDS_A_KEY) / scenes.length
  let at = 0
  return scenes.flatMap(({ step, lines }) => {
    const typing = step.line.length * SECONDS_A_KEY
    const typed = [{ text: step.line, classes: [] }]
    const command = { kind: 'command', at, typing, spans: typed }
    const outputs = lines.map((spans) => ({ kind: 'output', at: at + typing + pause / 3, spans }))
    at += typing + pause
    return [command, ...outputs]
  })
}

main().catch((error) => {
  process.stderr.write(`recording: ${error.message}\n`)
  process.exitCode = 1
})
