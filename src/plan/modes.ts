/** What becomes of the changes a login profile makes; docs/declaration.md tells them apart. */
export const LOGIN_MODES = ['suppress', 'reapply', 'allow'] as const
export type LoginMode = (typeof LOGIN_MODES)[number]

/** What happens to a command where its plan cannot be made. */
export const ON_ERROR = ['last-good', 'refuse'] as const
export type OnError = (typeof ON_ERROR)[number]

/** How much a project, a provider or a capture may do; docs/secure-mode.md has the rules of each mode. */
export const SECURE_MODES = ['off', 'default', 'strict'] as const
export type SecureMode = (typeof SECURE_MODES)[number]
