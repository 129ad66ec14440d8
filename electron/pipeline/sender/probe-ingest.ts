import { err, ok, type Result } from '#shared/result'
import { connectTcp } from './connect-tcp.ts'
import { readIngestUrl } from './ingest-address.ts'

const probeTimeoutMs = 1500

/** Whether somebody answers where an ingest URL points. */
export async function probeIngest(ingestUrl: string): Promise<Result<void>> {
  const ingest = readIngestUrl(ingestUrl)
  if (!ingest.ok) return ingest
  const found = await connectTcp(ingest.value.host, ingest.value.port, probeTimeoutMs)
  return found.ok ? ok(undefined) : err(found.failure)
}
