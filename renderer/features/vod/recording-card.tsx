import { useTranslation } from 'react-i18next'
import type { DownloadView, VodFile } from '#shared/contract'
import { useCommand, useReachable, useSnapshot } from '../../page-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatBytes } from '../../ui/format.ts'
import { failureWords } from '../failures/failure-words.ts'
import { nameOfState } from '../session/state-names.ts'
import { consoleUrl } from './console-url.ts'

/** The archived broadcast in all its forms: its video post, what can be saved, and where else it can be found. */
export function RecordingCard() {
  const { t } = useTranslation()
  const { session, connection, downloads } = useSnapshot()
  const { vod, room } = session
  if (vod === null || room === null) return null
  const apiBaseUrl = connection.list.find(({ id }) => id === connection.currentId)?.apiBaseUrl ?? null
  const consoleAt = consoleUrl(apiBaseUrl)
  const newestOf = (file: VodFile) => downloads.findLast(({ roomId, fileId }) => roomId === room.id && fileId === file.id)
  return (
    <Card title={t('vod.title')}>
      <p className="vod-post" data-testid="vod-post" data-value={vod.videoPostId ?? ''} data-state={vod.videoPostState ?? ''}>
        <span>{vod.videoPostId === null ? t('vod.noPost') : t('vod.postOf', { id: vod.videoPostId })}</span>
        <strong>{vod.videoPostState === null ? nameOfState(t, 'vodState', vod.state) : nameOfState(t, 'videoPostState', vod.videoPostState)}</strong>
      </p>
      {vod.files.length > 0 && (
        <>
          <ul className="vod-files">
            {vod.files.map((file) => (
              <FileRow key={file.id} file={file} download={newestOf(file)} />
            ))}
          </ul>
          <p className="muted">{t('vod.plainFile')}</p>
        </>
      )}
      {consoleAt !== null && (
        <a className="link-address" href={consoleAt} target="_blank" rel="noreferrer" data-testid="console-link">
          {t('vod.console')}
          <span className="unseen"> ({t('share.opensInBrowser')})</span>
        </a>
      )}
    </Card>
  )
}

function FileRow({ file, download }: { readonly file: VodFile; readonly download: DownloadView | undefined }) {
  const { t, i18n } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const format = t(`vod.formats.${file.format as 'MP4'}`, { defaultValue: file.format })
  const isRunning = download?.state === 'running'
  const save = () => void run('vod.download', { fileId: file.id })
  return (
    <li className="vod-file" data-testid="vod-row" data-value={file.url} data-format={file.format} data-state={download?.state ?? 'none'}>
      <span className="vod-format">
        {format}
        {file.bytes !== null && <small className="muted">{formatBytes(file.bytes, i18n.language)}</small>}
      </span>
      {download !== undefined && <Download download={download} />}
      <span className="link-actions">
        <CopyButton label={t('vod.copyOf', { format })} getText={() => file.url} />
        {file.saves && !isRunning && download?.state !== 'done' && (
          <Button small icon="save" testId="vod-download" label={t('vod.saveOf', { format })} onPress={save} disabled={busy || !reachable}>
            {download?.state === 'failed' ? t('vod.tryAgain') : t('vod.save')}
          </Button>
        )}
      </span>
    </li>
  )
}

/** How far a file has come, and what can be done about it. */
function Download({ download }: { readonly download: DownloadView }) {
  const { t, i18n } = useTranslation()
  const { run, busy } = useCommand()
  const reachable = useReachable()
  const { id, state, path, receivedBytes, totalBytes, failure } = download
  const blocked = busy || !reachable
  const received = formatBytes(receivedBytes, i18n.language)
  const words = failure === null ? null : failureWords(t, failure)
  switch (state) {
    case 'running':
      return (
        <span className="vod-download">
          <progress aria-label={t('vod.save')} {...(totalBytes === null ? {} : { max: totalBytes, value: receivedBytes })} />
          <span className="number">
            {totalBytes === null
              ? t('vod.savingSoFar', { received })
              : t('vod.savingOf', { received, total: formatBytes(totalBytes, i18n.language) })}
          </span>
          <Button small look="quiet" testId="vod-download-stop" onPress={() => void run('vod.cancelDownload', { downloadId: id })} disabled={blocked}>
            {t('vod.stopSaving')}
          </Button>
        </span>
      )
    case 'done':
      return (
        <span className="vod-download" role="status">
          <span title={path}>{t('vod.savedAt', { path })}</span>
          <Button
            small
            look="quiet"
            icon="folder"
            testId="vod-download-show"
            onPress={() => void run('vod.showDownload', { downloadId: id })}
            disabled={blocked}
          >
            {t('vod.showInFolder')}
          </Button>
        </span>
      )
    case 'failed':
      return (
        <span className="vod-download" role="alert">
          {words === null ? t('vod.notSaved') : `${words.what} ${words.todo}`}
        </span>
      )
  }
}
