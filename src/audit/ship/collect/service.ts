import { join } from 'node:path'
import { PROGRAM } from '../../../system/names.js'
import { renderPlaces, type World } from '../../../system/world.js'

/** How a system's own service manager keeps the collector running for its user. */
export type Service = {
  /** What the manager is called. */
  readonly manager: string
  readonly file: string
  readonly text: string
  /** Commands that start it now and at every login. */
  readonly start: readonly (readonly string[])[]
  /** Commands that stop it, before its file is removed. */
  readonly stop: readonly (readonly string[])[]
  /** Commands after that. */
  readonly forget: readonly (readonly string[])[]
}

const UNIT = `${PROGRAM}-collector.service`
const LABEL = `${PROGRAM}.collector`

/** The service of a platform, as Node names it; nothing where there is no manager that we know. */
export function describeService(world: World, platform: NodeJS.Platform): Service | undefined {
  if (platform === 'linux') return describeUnit(world)
  return platform === 'darwin' ? describeAgent(world) : undefined
}

/** systemd.service(5), for the user's own manager. */
function describeUnit(world: World): Service {
  const systemctl = (...args: readonly string[]) => ['systemctl', '--user', ...args]
  const config = world.env['XDG_CONFIG_HOME'] || join(world.home, '.config')
  return {
    manager: 'systemd',
    file: join(config, 'systemd/user', UNIT),
    text: renderUnit(world),
    start: [systemctl('daemon-reload'), systemctl('enable', '--now', UNIT)],
    stop: [systemctl('disable', '--now', UNIT)],
    forget: [systemctl('daemon-reload')],
  }
}

function renderUnit(world: World): string {
  const environment = Object.entries(renderPlaces(world.places)).map(
    ([name, value]) => `Environment=${quoteWord(`${name}=${value}`)}`,
  )
  return `[Unit]
Description=Collects what sandboxed commands send to the audit log of ${PROGRAM}

[Service]
ExecStart=${describeCommand(world).map(quoteArgument).join(' ')}
${environment.join('\n')}
# The collector ends its guard itself, which keeps what is still in the pipe if it cannot.
KillMode=mixed
Restart=always
RestartSec=2
UMask=0077
NoNewPrivileges=yes
StandardOutput=null

[Install]
WantedBy=default.target
`
}

/** A word of a unit file: quotes, \\ and % have a meaning there (systemd.syntax(7), systemd.unit(5)). */
function quoteWord(word: string): string {
  return `"${word.replace(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`
}

/** A word of a command line, where $ has one too (systemd.service(5)). */
function quoteArgument(word: string): string {
  return quoteWord(word).replaceAll('$', '$$$$')
}

/** launchd.plist(5), for the user's own session. */
function describeAgent(world: World): Service {
  const file = join(world.home, 'Library/LaunchAgents', `${LABEL}.plist`)
  const domain = `gui/${world.uid}`
  return {
    manager: 'launchd',
    file,
    text: renderPlist(world),
    start: [['launchctl', 'bootstrap', domain, file]],
    stop: [['launchctl', 'bootout', `${domain}/${LABEL}`]],
    forget: [],
  }
}

function renderPlist(world: World): string {
  const text = (one: string) => `<string>${escapeXml(one)}</string>`
  const environment = Object.entries(renderPlaces(world.places))
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>${text(LABEL)}
  <key>ProgramArguments</key>
  <array>${describeCommand(world).map(text).join('')}</array>
  <key>EnvironmentVariables</key>
  <dict>${environment.map(([name, value]) => `<key>${name}</key>${text(value)}`).join('')}</dict>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>Umask</key><integer>63</integer>
</dict>
</plist>
`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** How a collector is started. */
export function describeCommand({ places }: World): readonly string[] {
  return [process.execPath, join(places.data, 'dist/cli.cjs'), 'log', '--collect']
}
