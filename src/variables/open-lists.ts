/**
 * Lists in which an empty element stands for the system's own folders, as all of them do where the variable is unset (manpath(1), and
 * "Invoking Info"): whoever adds the first entry leaves one beside it.
 */
export const OPEN_LISTS: ReadonlySet<string> = new Set(['MANPATH', 'INFOPATH'])
