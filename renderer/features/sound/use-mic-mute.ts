import { useEffect, useRef } from 'react'
import { primaryChannel } from '#shared/primary-channel'
import { useBridge, useRefusal, useSnapshot } from '../../page-context.tsx'
import { onRemoteHold } from '../../ui/hold-remote.ts'

/** The person's own sound: muted and unmuted by a press, and muted for as long as its shortcut is held. */
export function useMicMute() {
  const { program } = useSnapshot()
  const bridge = useBridge()
  const { refuse } = useRefusal()
  const channel = primaryChannel(program.channels)
  /** What the shortcut has muted and will unmute. */
  const held = useRef<string | null>(null)

  const send = async (sourceId: string, muted: boolean) => {
    const result = await bridge.call('program.setChannel', { sourceId, muted })
    if (!result.ok) refuse(result.failure)
  }
  const letGo = () => {
    if (held.current !== null) void send(held.current, false)
    held.current = null
  }
  const latest = useRef({ channel, send, letGo })

  useEffect(() => {
    latest.current = { channel, send, letGo }
  })
  useEffect(() => {
    const stop = onRemoteHold('mic-mute', (signal) => {
      const { channel: now, send: tell, letGo: release } = latest.current
      if (signal !== 'press') release()
      else if (now !== null && !now.muted && held.current === null) {
        held.current = now.sourceId
        void tell(now.sourceId, true)
      }
    })
    return () => {
      stop()
      latest.current.letGo()
    }
  }, [])

  return { channel, toggle: () => void (channel !== null && send(channel.sourceId, !channel.muted)) } as const
}
