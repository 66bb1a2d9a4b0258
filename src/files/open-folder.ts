import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  type Stats,
  statSync,
} from 'node:fs'

/**
 * A directory that is open. What is done in it is done in this very directory, whatever its name leads to meanwhile: who made its
 * name may exchange it for a link at any moment.
 */
export type OpenFolder = {
  readonly name: string
  readonly stat: Stats
  /** Does something with what is in it; `path` makes a path of a name, which counts until `act` returns. */
  readonly within: <Result>(act: (path: (name: string) => string) => Result) => Result
  readonly close: () => void
}

/** Linux leads to an open directory by its descriptor; elsewhere it is entered. */
export type Way = 'descriptor' | 'entering'

const FLAGS = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW

/** Opens a directory that is no link; the folders above it may be reached by links. Throws the system's error. */
export function openFolder(name: string, way = chooseWay()): OpenFolder {
  return hold(name, openSync(name, FLAGS), way, (act) => act(name))
}

/** Opens a directory in an open one, likewise. Throws the system's error. */
export function openFolderIn(parent: OpenFolder, name: string, way = chooseWay()): OpenFolder {
  const fd = parent.within((path) => openSync(path(name), FLAGS))
  return hold(`${parent.name}/${name}`, fd, way, (act) => parent.within((path) => act(path(name))))
}

type Reach = <Result>(act: (path: string) => Result) => Result

function hold(name: string, fd: number, way: Way, reach: Reach): OpenFolder {
  const stat = fstatSync(fd)
  return {
    name,
    stat,
    within: (act) =>
      way === 'descriptor'
        ? act((one) => `/proc/self/fd/${fd}/${one}`)
        : reach((path) => enter(path, stat, () => act((one) => `./${one}`))),
    close: () => closeSync(fd),
  }
}

function chooseWay(): Way {
  return existsSync('/proc/self/fd') ? 'descriptor' : 'entering'
}

/** Does something with a directory as the working one; it is left at once if it is not the one that was opened. */
function enter<Result>(path: string, { dev, ino }: Stats, act: () => Result): Result {
  const before = process.cwd()
  process.chdir(path)
  try {
    const here = statSync('.')
    if (here.dev !== dev || here.ino !== ino) throw new Error(`${path} leads elsewhere now`)
    return act()
  } finally {
    process.chdir(before)
  }
}
