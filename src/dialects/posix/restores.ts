import type { Op } from '../../plan/plan.js'
import { quote } from '../../text/quote.js'

type Restore = Extract<Op, { kind: 'restore' }>

/** Sets each variable where it is absent, one that is empty is there; of PATH, puts back the entries that it lacks. */
export function renderRestores(ops: readonly Restore[], shells: string): string {
  return ops
    .map(({ name, value }) =>
      name === 'PATH'
        ? renderRejoin(value, shells)
        : `case \${${name}+x} in '') export ${name}=${quote(value)} ;; esac`,
    )
    .join('\n')
}

/** Usually the agent has the terminal's PATH whole, behind folders of its own. */
function renderRejoin(value: string, shells: string): string {
  const rejoin = `__codex_env_change=rejoin __codex_env_list=${quote(value)}; . ${quote(`${shells}/find/lists.sh`)}`
  return `case :\${PATH-}: in *:${quote(value)}:*) ;; *) ${rejoin} ;; esac`
}
