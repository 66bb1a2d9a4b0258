const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' })
const MOMENT = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
})

/** The time of day where the reader is; a time that cannot be read is shown as it is. */
export function renderTime(ms: number, text: string): string {
  return Number.isNaN(ms) ? text : TIME.format(ms)
}

/** The day where the reader is. */
export function renderDay(ms: number): string {
  return Number.isNaN(ms) ? 'at no known time' : DAY.format(ms)
}

/** Day and time where the reader is. */
export function renderMoment(time: string): string {
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? time : MOMENT.format(ms)
}

/** A moment as a field of type datetime-local holds it. */
export function renderField(ms: number): string {
  const date = new Date(ms)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
