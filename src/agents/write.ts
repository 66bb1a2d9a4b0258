import { writeFileSync } from 'node:fs'
import { renderShellText, SHELL_TEXT } from './shell-text.js'

/** A program of its own, which the build runs: it writes the shells' part of the table of agents. */
writeFileSync(SHELL_TEXT, renderShellText())
