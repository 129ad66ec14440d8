import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceView } from '#shared/contract'
import { failure } from '#shared/failure'
import { useBridge, useCommand, useReachable, useRefusal, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { latePart } from '../../ui/late-part.tsx'
import { placesCamera, sceneOf } from '../scenes/scene-facts.ts'
import { isScreen, labelOf } from '../sources/source-names.ts'
import { useShowSource } from '../sources/use-show-source.ts'
import { createPainter } from './draw-preview.ts'
import { PictureNote } from './picture-note.tsx'

const CameraOverlay = latePart(() => import('../scenes/camera-overlay.tsx').then((part) => part.CameraOverlay))

/** The picture as it is encoded. Pictures go from the bridge to the canvas without passing through React. */
export function ProgramMonitor() {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { program } = useSnapshot()
  const { refuse } = useRefusal()
  const reachable = useReachable()
  const movable = placesCamera(sceneOf(program)?.layout ?? 'screen') && program.cameraId !== 'none'
  const monitor = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    if (canvas.current === null) return
    const painter = createPainter(canvas.current, (frames) => {
      if (monitor.current !== null) monitor.current.dataset.frames = String(frames)
    })
    const unwatch = bridge.watch('preview', painter.draw)
    return () => {
      unwatch()
      painter.stop()
    }
  }, [bridge])

  return (
    <div ref={monitor} className="stage" data-testid="program-monitor" data-frames="0" data-state={program.preview}>
      <canvas
        ref={canvas}
        width={640}
        height={360}
        role="img"
        aria-label={t('program.monitor')}
        hidden={program.preview !== 'on' || !reachable}
        data-upright={program.orientation === 'vertical' || undefined}
      />
      {program.preview === 'on' && reachable ? (
        <>
          {movable && <CameraOverlay onMissing={() => refuse(failure('core-not-answering'))} />}
          <PictureNote />
        </>
      ) : (
        <Curtain />
      )}
    </div>
  )
}

/** What stands in place of the picture, with the way to get one. */
function Curtain() {
  const { t } = useTranslation()
  const { program } = useSnapshot()
  if (!useReachable()) return <p className="curtain">{t('page.coreLost')}</p>
  if (program.preview === 'starting') return <p className="curtain">{t('program.starting')}</p>
  return (
    <div className="curtain">
      {program.preview === 'failed' && <p>{t('program.failed')}</p>}
      <ShowButtons />
      {program.preview === 'off' && <p className="muted">{t('program.nothingOpen')}</p>}
    </div>
  )
}

function ShowButtons() {
  const { t } = useTranslation()
  const { program, session } = useSnapshot()
  const showSource = useShowSource()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const chosen = program.sources.find(({ id }) => id === program.sourceId)
  const screens = program.sources.filter(isScreen)
  const offered: readonly SourceView[] = chosen !== undefined ? [chosen] : screens.slice(0, 3)
  const change = session.actions.selectSource
  const refusal = { disabled: busy || !reachable || !change.allowed, reason: change.allowed ? undefined : t(`reason.${change.reason}`) }
  if (offered.length === 0) {
    const testPattern = program.sources.find(({ id }) => id === 'test-pattern')
    return (
      <>
        {testPattern && (
          <Button look="primary" icon="screen" testId="show-screen" onPress={() => void showSource(testPattern.id)} {...refusal}>
            {t('program.showTestPattern')}
          </Button>
        )}
        <Button look="quiet" small icon="refresh" onPress={() => void run('program.refreshSources', null)} disabled={busy || !reachable}>
          {t('program.findScreens')}
        </Button>
      </>
    )
  }
  return offered.map((source, index) => (
    <Button
      key={source.id}
      look={index === 0 && session.resume === null ? 'primary' : 'normal'}
      icon="screen"
      testId="show-screen"
      onPress={() => void showSource(source.id)}
      data={{ 'data-value': source.id }}
      {...refusal}
    >
      {nameOfButton(source, offered.length)}
    </Button>
  ))

  function nameOfButton(source: SourceView, among: number): string {
    if (source.id === 'test-pattern') return t('program.showTestPattern')
    return among === 1 ? t('program.showScreen') : t('program.showThis', { name: labelOf(source, program.sources, t) })
  }
}
