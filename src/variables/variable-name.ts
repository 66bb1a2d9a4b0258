/** A name as its platform compares it: Windows knows no case in the names of variables. */
export function foldName(name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? name.toUpperCase() : name
}
