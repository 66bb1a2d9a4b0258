import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import GithubSlugger from 'github-slugger'
import { expect, test } from 'vitest'
import { REPOSITORY } from './product.js'

const FOLDERS = ['.', 'docs', 'bench']

const documents = FOLDERS.flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

test.each(documents)('every link and picture in %s leads somewhere', (document) => {
  const { links } = readDocument(join(REPOSITORY, document))
  expect(links.filter((link) => !leadsSomewhere(document, link))).toEqual([])
})

test('a broken link is noticed', () => {
  expect(leadsSomewhere('README.md', 'docs/no-such-page.md')).toBe(false)
  expect(leadsSomewhere('README.md', 'docs/audit.md#no-such-heading')).toBe(false)
  expect(leadsSomewhere('README.md', '#no-such-heading')).toBe(false)
  expect(leadsSomewhere('README.md', '#install')).toBe(true)
})

function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? join(REPOSITORY, document) : join(REPOSITORY, dirname(document), path)
  if (!existsSync(file) || relative(REPOSITORY, file).startsWith('..')) return false
  return anchor === undefined || readDocument(file).anchors.includes(anchor)
}

/** What a Markdown file links to within the repository, and what can be linked to in it. */
function readDocument(file: string) {
  const text = readFileSync(file, 'utf8').replace(/^( *)```.*?^\1```$/gms, '')
  const targets = [...text.matchAll(/\]\((?<target>[^()\s]+)\)/g)]
  const links = targets.map(({ groups }) => groups?.['target'] ?? '')
  const slugger = new GithubSlugger()
  const headings = [...text.matchAll(/^#{1,6} (?<title>.+)$/gm)]
  return {
    links: links.filter((link) => !/^[a-z]+:/.test(link)),
    anchors: headings.map(({ groups }) => slugger.slug(groups?.['title'] ?? '')),
  }
}
