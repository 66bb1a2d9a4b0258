import { find } from './dom.js'

/** Makes the button that turns light and dark round; without it the page follows the system. */
export function makeTheme(): () => void {
  const button = find('theme', HTMLButtonElement)
  const system = matchMedia('(prefers-color-scheme: dark)')
  const root = document.documentElement
  const isDark = () => (root.dataset['theme'] ? root.dataset['theme'] === 'dark' : system.matches)
  const label = () => button.setAttribute('aria-pressed', String(isDark()))
  const toggle = () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark'
    label()
  }
  button.addEventListener('click', toggle)
  system.addEventListener('change', label)
  label()
  return toggle
}
