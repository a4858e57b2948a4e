import { z } from 'zod';
import { type AllOverrides, placeholder, type TextKeys } from '../commands/wording.ts';

export { createWord, type Overrides, type TextKeys, type Word } from '../commands/wording.ts';

/** `texts.yaml`, of the features that have texts to replace. */
export const createTextsFileSchema = (features: Readonly<Record<string, TextKeys>>) =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(features).map(([feature, keys]) => [
        feature,
        z
          .strictObject(
            Object.fromEntries(
              Object.entries(keys).map(([key, names]) => [key, textSchema(names).optional()]),
            ),
          )
          .optional(),
      ]),
    ),
  );

const textSchema = (names: readonly string[]) =>
  z
    .string()
    .min(1)
    .max(1000)
    .check(({ value, issues }) => {
      const complain = (message: string) => issues.push({ code: 'custom', input: value, message });
      const used = Array.from(value.matchAll(placeholder), ([, name = '']) => name);
      const allowed = names.map((name) => `{{ ${name} }}`).join('、');
      for (const name of used)
        if (!names.includes(name))
          complain(
            `没有「{{ ${name} }}」${allowed === '' ? ',这句话里没有可以填的内容' : `,可以用 ${allowed}`}。`,
          );
      if (/\{\{|\}\}|\{%|%\}/.test(value.replace(placeholder, '')))
        complain('这里只能写 {{ 名字 }},不能写别的模板语法。');
    });

/** What the texts are replaced by, from a file that has passed its schema. */
export const overridesIn = (file: unknown): AllOverrides => {
  const parsed = z.record(z.string(), z.record(z.string(), z.string())).safeParse(file);
  return parsed.success ? parsed.data : {};
};
