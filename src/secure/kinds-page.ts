import { KINDS } from '../variables/kinds.js'

/** Where the documentation has it, in the repository. */
export const KINDS_PAGE = 'docs/secure-mode.md'

const [BEGIN, END] = [
  '<!-- kinds: made of src/variables/kinds.ts by `npm run build` -->',
  '<!-- /kinds -->',
]

/** The page with the table of kinds as it is now; `page` has had one before. */
export function renderKindsPage(page: string): string {
  const [head, tail] = [page.split(BEGIN)[0], page.split(END)[1]]
  return `${head}${BEGIN}\n${renderTable()}${END}${tail}`
}

function renderTable(): string {
  const rows = KINDS.map(
    ({ title, class: nameClass, names, source }) =>
      `| ${title} | ${nameClass} | ${names.map((name) => `\`${name}\``).join(' ')} | ${source} |\n`,
  )
  return `\n| kind | shown as | names (\`*\` is anything) | source |\n|---|---|---|---|\n${rows.join('')}\n`
}
