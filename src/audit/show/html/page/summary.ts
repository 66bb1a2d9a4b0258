import type { PageAbout } from '../data.js'
import { isAlarming } from './activity.js'
import type { Row } from './arrange.js'
import type { Item } from './item.js'
import { renderMoment } from './time.js'

const NUMBER = new Intl.NumberFormat(undefined)

/** What is shown, in numbers. */
export function renderSummary(
  all: readonly Item[],
  shown: readonly Item[],
  rows: readonly Row[],
): string {
  const commands = (items: readonly Item[]) =>
    items.filter(({ entry }) => entry.kind === 'command').length
  const [some, every] = [commands(shown), commands(all)]
  const head =
    some === every
      ? plural(every, 'command')
      : `${NUMBER.format(some)} of ${plural(every, 'command')}`
  const changes = rows.filter(({ kind }) => kind === 'change').length
  const alarming = shown.filter(isAlarming).length
  return [
    head,
    ...(changes > 0 ? [plural(changes, 'environment change')] : []),
    ...(alarming > 0 ? [`${plural(alarming, 'line')} to look at`] : []),
  ].join(' · ')
}

/** What the page is of. */
export function renderAbout(about: PageAbout, size: number): string {
  const { made, count, filter, host, user, version, verdict } = about
  const isCut = count > 0 && size >= count
  return [
    `made ${renderMoment(made)} by ${user} on ${host}, version ${version}`,
    verdict ? `the whole log: ${verdict}` : 'the log was not verified: it is large',
    ...(filter ? [`only ${filter}`] : []),
    ...(isCut ? [`the newest ${NUMBER.format(count)} lines`] : []),
    `times in ${Intl.DateTimeFormat().resolvedOptions().timeZone}`,
  ].join(' · ')
}

function plural(count: number, noun: string): string {
  return `${NUMBER.format(count)} ${noun}${count === 1 ? '' : 's'}`
}
