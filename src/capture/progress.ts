/** Says on a terminal's stderr that something goes on, once it has taken more than a second. */
export async function withProgress<Result>(text: string, act: Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => {
    if (process.stderr.isTTY) process.stderr.write(`${text} …\n`)
  }, 1000)
  try {
    return await act
  } finally {
    clearTimeout(timer)
  }
}
