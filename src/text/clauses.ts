/**
 * Where one thing said ends and the next begins. A question keeps its mark; 、 stands between names and stays,
 * and so does a space beside a short word. */
const APART = /(?<=[?？])|[,，。;；!！~～…]+|(?<=\p{Script=Han}{3}) +(?=\p{Script=Han}{3})/u;
const MOST = 6;

/** `周六要加班,我不去了,抱歉` in its three parts; undefined for what is one thing only, or a whole story. */
export function clausesOf(said: string): readonly string[] | undefined {
  if (!APART.test(said)) return undefined;
  const clauses = said
    .split(APART)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  return clauses.length < 2 || clauses.length > MOST ? undefined : clauses;
}
