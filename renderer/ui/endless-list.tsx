import { type ReactNode, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { Collection, GridList, GridListItem, GridListLoadMoreItem, ListLayout, Virtualizer } from 'react-aria-components'

/** Of a row, in lines of the page’s own text size: a larger text needs a higher row. */
const rowRem = 3.75

/** Which items are in sight, by their places in the list. */
export type InSight = () => { readonly first: number; readonly last: number }

type EndlessListProps<T> = {
  readonly label: string
  readonly testId: string
  readonly rowTestId: string
  readonly items: readonly T[]
  readonly chosenId: string | null
  readonly language: string
  /** What a reader says of a row first. */
  readonly nameOf: (item: T) => string
  readonly dataOf: (item: T) => Readonly<Record<`data-${string}`, string>>
  readonly isClosed: (item: T) => boolean
  readonly children: (item: T) => ReactNode
  readonly onChoose: (item: T) => void
  readonly loading: boolean
  readonly loadingWords: string
  readonly onMore: () => void
  readonly empty: ReactNode
  /** Filled with the way to learn what is in sight, while the list is shown. */
  readonly inSight?: RefObject<InSight | null>
}

/** A list of any length. Only rows in sight are drawn; further pages are asked for before their end is reached. Arrow keys go through rows and their buttons. */
export function EndlessList<T extends { readonly id: string }>(props: EndlessListProps<T>) {
  const { items, children, nameOf, dataOf } = props
  const [rowSize] = useState(() => Math.round(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) * rowRem))
  const list = useRef<HTMLDivElement>(null)
  useImperativeHandle(props.inSight, () => () => {
    const { scrollTop = 0, clientHeight = 0 } = list.current ?? {}
    return { first: Math.floor(scrollTop / rowSize), last: Math.floor((scrollTop + clientHeight) / rowSize) }
  })
  const count = useRef(items.length)
  useEffect(() => {
    const isOneGone = items.length < count.current
    count.current = items.length
    if (!isOneGone) return
    // A question about a row gives the focus back a frame after it was closed: to nobody, where the row is gone, and Escape would reach nothing.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) list.current?.focus()
      })
    })
    return () => cancelAnimationFrame(frame)
  }, [items.length])
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize, loaderSize: rowSize }}>
      <GridList
        ref={list}
        aria-label={props.label}
        className="endless"
        data-testid={props.testId}
        selectionMode="none"
        onAction={(id) => {
          const item = items.find((each) => each.id === id)
          if (item !== undefined) props.onChoose(item)
        }}
        renderEmptyState={() => <div className="endless-empty">{props.empty}</div>}
      >
        {/* What is drawn for an item is kept until the item is another: thousands are not gone through for each change. */}
        <Collection items={items} dependencies={[props.chosenId, props.language]}>
          {(item) => (
            <GridListItem
              id={item.id}
              textValue={nameOf(item)}
              className="endless-row"
              data-testid={props.rowTestId}
              data-chosen={props.chosenId === item.id || undefined}
              data-off={props.isClosed(item) || undefined}
              {...dataOf(item)}
            >
              {children(item)}
            </GridListItem>
          )}
        </Collection>
        <GridListLoadMoreItem className="endless-more" isLoading={props.loading && items.length > 0} onLoadMore={props.onMore}>
          {props.loadingWords}
        </GridListLoadMoreItem>
      </GridList>
    </Virtualizer>
  )
}
