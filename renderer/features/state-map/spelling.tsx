import { Fragment } from 'react'

/** A state as the service spells it, so that two people can talk about it; it may break after an underscore. */
export const Spelling = ({ of }: { readonly of: string }) => (
  <code className="map-spelling" translate="no">
    {of.split(/(?<=_)/).map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a word never move
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </code>
)
