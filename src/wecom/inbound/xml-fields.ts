import type { XmlNode, XmlTree } from '../xml/parse-xml.ts';

type Field = XmlNode | readonly XmlNode[] | undefined;
const isList = (field: Field): field is readonly XmlNode[] => Array.isArray(field);
const isTree = (field: Field): field is XmlTree => typeof field === 'object' && !isList(field);

const fieldAt = (node: XmlNode, path: readonly string[]): Field => {
  let current: Field = node;
  for (const name of path) current = isTree(current) ? current[name] : undefined;
  return current;
};

/** Fields of a parsed payload by path; what is not there, or of another shape, is undefined or empty. */
export const textAt = (node: XmlNode, ...path: string[]): string | undefined => {
  const field = fieldAt(node, path);
  return typeof field === 'string' ? field : undefined;
};
/** The children of that name; one alone is a list of one. */
export const listAt = (node: XmlNode, ...path: string[]): readonly XmlNode[] => {
  const field = fieldAt(node, path);
  if (isList(field)) return field;
  return field === undefined || field === '' ? [] : [field];
};
