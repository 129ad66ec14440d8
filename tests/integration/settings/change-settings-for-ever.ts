import { systemClock } from '../../../electron/clock.ts'
import { silentLogger } from '../../../electron/logging/port.ts'
import { openSettings } from '../../../electron/settings/settings-store.ts'

// Changes the settings named in argv until it is killed, and tells of each change.
const store = await openSettings({ path: process.argv[2] ?? '', logger: silentLogger, clock: systemClock })
for (let change = 0; ; change += 1) {
  const written = await store.update({ videoKbps: 300 + (change % 1000), lastRoomIds: { local: 'x'.repeat(change % 5000) } })
  if (written.ok) process.send?.(change)
}
