import { useCommand, useSnapshot } from '../../page-context.tsx'

/** Shows a source. Choosing another one opens it; the chosen one may have been released. */
export function useShowSource() {
  const { run } = useCommand()
  const { program } = useSnapshot()
  return (sourceId: string) => (sourceId === program.sourceId ? run('program.openPreview', null) : run('program.setSource', { sourceId }))
}
