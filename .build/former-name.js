/** The control plane's former name: services that an older version installed start it by that, and go on to. */
export function formerName() {
  return {
    name: 'former-name',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'cli.js', source: "import './cli.cjs'\n" })
    },
  }
}
