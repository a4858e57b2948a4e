/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under `key`, or an empty one. */
export const under = (fields: Fields, key: string): Fields => {
  const value = fields[key];
  return isFields(value) ? value : {};
};
export const stringAt = (fields: Fields, key: string): string | undefined => {
  const value = fields[key];
  return typeof value === 'string' ? value : undefined;
};
export const numberAt = (fields: Fields, key: string): number | undefined => {
  const value = fields[key];
  return typeof value === 'number' ? value : undefined;
};
/** The strings of a list; undefined when it is not a list of strings. */
export const stringsAt = (fields: Fields, key: string): readonly string[] | undefined => {
  const value = fields[key];
  if (!Array.isArray(value)) return undefined;
  const strings = value.filter((item) => typeof item === 'string');
  return strings.length === value.length ? strings : undefined;
};
export const bytesOf = (text: string): number => Buffer.byteLength(text);
