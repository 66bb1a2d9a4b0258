import { expect, test } from 'vitest'
import { shortenPaths } from '../../src/resolution/shorten.js'

const here = { root: '/home/you/src/project', home: '/home/you' }

test.each([
  ['/home/you/src/project/uv.lock', 'uv.lock'],
  ['no environment in /home/you/src/project', 'no environment in .'],
  ['(named by /home/you/src/project/.nvmrc)', '(named by .nvmrc)'],
  ['/home/you/src/uv.lock', '../uv.lock'],
  ['/home/you/.local/share/x', '~/.local/share/x'],
  ['in /home/you', 'in ~'],
  ['/home/you/src/project-2/x', '../project-2/x'],
  ['/home/your/x', '/home/your/x'],
  ['/mnt/home/you/x', '/mnt/home/you/x'],
  ['/opt/conda', '/opt/conda'],
])('%s is told as %s', (text, short) => expect(shortenPaths(text, here)).toBe(short))

test('outside the home directory what is above is told from the project', () => {
  const at = { root: '/srv/work/a/b', home: '/root' }
  expect(shortenPaths('/srv/work/x.toml, /srv/work/a/y, /root/z', at)).toBe(
    '../../x.toml, ../y, ~/z',
  )
})
