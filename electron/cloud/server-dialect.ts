/** What was learned about a server, shared by everybody who talks to it. */
export type ServerDialect = {
  /** Which of the two spellings of starting and ending a broadcast it speaks (see `accessPaths`). */
  actionStyle: 0 | 1
  /** What it calls its first page: 1 by an SDK's comment; an answer that contradicts teaches 0. */
  firstPage: 0 | 1
  /** An answer has shown what it calls its first page. */
  firstPageIsSure: boolean
}

export const newDialect = (): ServerDialect => ({ actionStyle: 0, firstPage: 1, firstPageIsSure: false })
