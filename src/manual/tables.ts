import { readFileSync, writeFileSync } from 'node:fs'
import { AGENTS_PAGE, renderAgentsPage } from '../agents/page.js'
import { renderShellText, SHELL_TEXT } from '../agents/shell-text.js'
import { KINDS_PAGE, renderKindsPage } from '../secure/kinds-page.js'

/** A program of its own, which the build runs: it writes what shells and documentation have of our tables. */
writeFileSync(SHELL_TEXT, renderShellText())
writeFileSync(AGENTS_PAGE, renderAgentsPage(readFileSync(AGENTS_PAGE, 'utf8')))
writeFileSync(KINDS_PAGE, renderKindsPage(readFileSync(KINDS_PAGE, 'utf8')))
