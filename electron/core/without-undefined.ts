type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** What was really given of an object with optional fields: one that is there but undefined counts as absent. */
export const withoutUndefined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>
