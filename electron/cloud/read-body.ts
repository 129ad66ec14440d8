/**
 * The whole text of a body of at most `limitBytes`, or null when it is longer (the rest is not read).
 * Rejects when the body breaks off.
 */
export async function readBody(body: ReadableStream<Uint8Array> | null, limitBytes: number): Promise<string | null> {
  if (body === null) return ''
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let text = ''
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    length += value.byteLength
    if (length > limitBytes) {
      await reader.cancel().catch(() => {})
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}
