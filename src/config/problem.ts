/** One thing wrong with what operators wrote, placed for an editor. Lines and columns are 1-based. */
export interface Problem {
  /** Relative to the configuration directory, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: readonly PropertyKey[];
  readonly severity: 'error' | 'warning';
  /** Stable, for machines: `unknown-key`, `missing`, `wrong-value`, … */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** `rules.0.when.1` – `(文件)` for the document itself. */
export const formatPath = (path: readonly PropertyKey[]): string => path.map(String).join('.') || '(文件)';

/** `file:line:col path: message` on one line; a warning says so. */
export const formatProblem = (problem: Problem): string => {
  const { file, line, column, path, severity, message, hint } = problem;
  const said = `${severity === 'warning' ? '提醒:' : ''}${ended(message)}${hint ? ` ${hint}` : ''}`;
  return `${file}:${line}:${column} ${formatPath(path)}: ${oneLine(said)}`;
};

/** A workflow command that GitHub shows beside the line. */
export const formatForGithub = (problem: Problem): string => {
  const { file, line, column, path, severity, message, hint } = problem;
  const said = `${formatPath(path)}: ${message}${hint ? ` ${hint}` : ''}`;
  return `::${severity} file=${escapeProperty(file)},line=${line},col=${column}::${escapeData(said)}`;
};

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** By file, then place: the order in which somebody repairs them. */
export const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );

const ended = (text: string) => (/[。?!:.？！]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`);
const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ');
const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
