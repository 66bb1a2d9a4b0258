import { isUtf8 } from 'node:buffer'

/** One whole sequence of UTF-8 (RFC 3629, section 4) seen as Latin-1, or a byte that belongs to none. */
const SEQUENCE =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g

/** UTF-8 as text; a byte that is none becomes a lone surrogate, U+DC80 to U+DCFF, so that nothing is lost (PEP 383). */
export function decodeBytes(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  return bytes
    .toString('latin1')
    .replace(SEQUENCE, (one) =>
      one.length === 1
        ? String.fromCharCode(0xdc00 + one.charCodeAt(0))
        : Buffer.from(one, 'latin1').toString('utf8'),
    )
}

/** Gives bytes that were carried one by one their characters back where they are UTF-8 after all. */
export function rejoinBytes(text: string): string {
  return text.replace(/[\udc80-\udcff]+/gu, (bytes) =>
    decodeBytes(Buffer.from([...bytes].map((one) => one.charCodeAt(0) - 0xdc00))),
  )
}

/** The inverse of `decodeBytes`: a byte that was carried is itself again. */
export function encodeText(text: string): Buffer {
  const parts = text.split(/([\udc80-\udcff]+)/u)
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 0
        ? Buffer.from(part)
        : Buffer.from([...part].map((one) => one.charCodeAt(0) - 0xdc00)),
    ),
  )
}
