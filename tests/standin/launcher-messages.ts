/** What the test asks of the launcher, over Node's own channel between a process and its child. */
export type LauncherAsk =
  /** The test looks on from now: the app may become ready. */
  { readonly kind: 'go' } | { readonly kind: 'evaluate'; readonly id: number; readonly text: string; readonly arg: unknown }

export type LauncherTell =
  | { readonly kind: 'chromium'; readonly endpoint: string }
  | { readonly kind: 'evaluated'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'threw'; readonly id: number; readonly message: string }
