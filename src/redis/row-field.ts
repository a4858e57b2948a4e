/** Field of a collection's hash that holds the seq of its last write. */
export const COLLECTION_SEQ = '#';

/** A row's field; rows starting with `#` get a second one, so that no row can be taken for the counter. */
export const rowField = (row: string): string => (row.startsWith('#') ? `#${row}` : row);
export const fieldRow = (field: string): string => (field.startsWith('#') ? field.slice(1) : field);
