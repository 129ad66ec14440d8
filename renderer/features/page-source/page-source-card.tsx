import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Bridge } from '../../bridge.ts'
import { useBridge, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import type { IconName } from '../../ui/icon.tsx'
import { type PageSourceKind, pageSourceKinds } from './open-tracks.ts'
import { createPageSources, type PageSourceState, type PageSources } from './page-sources.ts'

/** They outlive the card: a source that is on air does not end with a part of the page. */
const ofBridge = new WeakMap<Bridge, Promise<PageSources>>()

function pageSourcesOf(bridge: Bridge): Promise<PageSources> {
  const sources = ofBridge.get(bridge) ?? createPageSources(bridge)
  ofBridge.set(bridge, sources)
  return sources
}

/** The browser’s own camera, screen and microphone as sources. In the desktop app, Tally opens devices itself. */
export function PageSourceCard() {
  const { app } = useSnapshot()
  const bridge = useBridge()
  const [sources, setSources] = useState<PageSources | null>(null)
  const isAble = app.host === 'web' && 'mediaDevices' in navigator && 'MediaRecorder' in window
  useEffect(() => {
    if (isAble) void pageSourcesOf(bridge).then(setSources)
  }, [bridge, isAble])
  return sources === null ? null : <PageSourceButtons sources={sources} />
}

const looks: Readonly<Record<PageSourceKind, { readonly icon: IconName; readonly testId: string }>> = {
  camera: { icon: 'camera', testId: 'page-source-camera' },
  screen: { icon: 'screen', testId: 'page-source-screen' },
  mic: { icon: 'mic', testId: 'page-source-mic' },
}
const isOn = (state: PageSourceState): boolean => state === 'ready' || state === 'recording'

function PageSourceButtons({ sources }: { readonly sources: PageSources }) {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  const reachable = useReachable()
  const states = useSyncExternalStore(sources.subscribe, sources.get)
  const labelOf = (kind: PageSourceKind, device: string) => {
    const label = t(`pageSource.label.${kind}`)
    return device === '' ? label : t('pageSource.labelWithDevice', { label, device: device.slice(0, 60) })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the page comes back
  useEffect(() => {
    const chosen = [program.sourceId, program.cameraId, ...program.channels.map(({ sourceId }) => sourceId)]
    void sources.resume((id) => chosen.includes(id), labelOf)
  }, [sources])

  const told = pageSourceKinds.filter((kind) => states[kind] !== 'off')
  return (
    <Card title={t('pageSource.title')}>
      <p className="muted">{t('pageSource.means')}</p>
      <div className="row-end">
        {pageSourceKinds.map((kind) => (
          <Button
            key={kind}
            small
            {...looks[kind]}
            data={{ 'data-state': states[kind], 'data-value': sources.idOf(kind) }}
            onPress={() => void sources.start(kind, (device) => labelOf(kind, device))}
            disabled={!reachable || isOn(states[kind]) || states[kind] === 'asking'}
            reason={isOn(states[kind]) ? t('pageSource.isOn') : undefined}
          >
            {t(`pageSource.use.${kind}`)}
          </Button>
        ))}
      </div>
      <div role="status">
        {told.map((kind) => (
          <p key={kind} className="muted">
            {t(`pageSource.kind.${kind}`)}: {t(`pageSource.state.${states[kind]}`)}
          </p>
        ))}
      </div>
      {told.some((kind) => isOn(states[kind])) && (
        <div className="row-end">
          <Button small testId="page-source-stop" onPress={sources.stopAll}>
            {t('pageSource.stop')}
          </Button>
        </div>
      )}
    </Card>
  )
}
