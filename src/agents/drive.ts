import type { Wish } from './settings/change.js'

/** How a conversation with an agent is had: a scripted model on loopback in the place of its own, without key and account. */
export type Drive = {
  /** What it speaks with its model: Anthropic's Messages, OpenAI's Chat Completions, or Gemini's generateContent. */
  readonly protocol: 'anthropic' | 'chat' | 'gemini'
  /** The name of its shell tool, and what the tool takes besides `command`. */
  readonly tool: string
  readonly input: object
  /** Files of the user's configuration that count, below the home directory. */
  readonly keeps: readonly string[]
  /** What must be in one of its files of JSON for the conversation. */
  readonly settings?: { readonly file: string; readonly wishes: readonly Wish[] }
  /** Its arguments for one turn without questions. */
  readonly argv: readonly string[]
  /** What leads it to the model at `url`, a server without a path, with `home` as its home directory. */
  readonly env: (url: string, home: string) => Readonly<Record<string, string>>
  /** Its shells' states that matter, each made in a home of its own; one that is nothing special where there are none. */
  readonly states?: readonly DriveState[]
}

/** A state in which an agent can be: the files below its home that bring it about. */
export type DriveState = {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
}
