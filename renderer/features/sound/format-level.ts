/** `-6.5` → `−6.5`, `3` → `+3`: with its sign, as on a mixing desk. */
export const formatLevel = (db: number): string => (db > 0 ? `+${db}` : String(db).replace('-', '−'))
