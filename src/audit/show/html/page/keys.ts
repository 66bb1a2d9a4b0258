/** What a key does; false if there was nothing to do, and the browser may have it. */
export type Keys = Readonly<Record<string, () => boolean>>

/** Binds keys for the whole page. A field that is being written in keeps all but Escape. */
export function bindKeys(keys: Keys): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || document.querySelector('dialog[open]')) return
    const isControl = target instanceof Element && target.matches('input, select, button, summary')
    if (isControl && key !== 'Escape') return
    const isText = target instanceof Element && target.closest('#detail') !== null
    if (isText && key.length > 1 && key !== 'Escape') return
    if (keys[key]?.()) event.preventDefault()
  })
}
