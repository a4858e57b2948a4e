import type { Community } from '../domain/community.ts';
import type { SayProblem } from './check-steps.ts';
import type { Condition } from './condition-schema.ts';
import type { EventKind } from './event-kinds.ts';
import { fieldTestSchema, misfit } from './field-test.ts';
import type { Rule } from './schema.ts';

/** Conditions that can never hold: about words, people or fields that the event does not have, or a tag of no group. */
export function checkConditions(rule: Rule, kind: EventKind, community: Community): SayProblem[] {
  const knownTags = () => [...new Set([...community.groups.values()].flatMap((group) => group.tags))];

  const checkKey = (key: string, value: unknown, path: readonly PropertyKey[]): SayProblem[] => {
    const place = [...path, key];
    const [family = ''] = key.split('.');
    switch (family) {
      case 'text':
        return kind.text
          ? []
          : [{ path: place, code: 'no-text', message: `${rule.on} 没有文字,这个条件永远不成立。` }];
      case 'member':
        return kind.about === 'nobody'
          ? [{ path: place, code: 'no-member', message: `${rule.on} 不是关于某个人的,这个条件永远不成立。` }]
          : [];
      case 'event':
        return checkField(key, value, place);
      case 'group': {
        const wanted: unknown[] = key === 'group.tag' && Array.isArray(value) ? value : [];
        if (wanted.length === 0) return [];
        const tags = knownTags();
        return wanted
          .map(String)
          .filter((tag) => !tags.includes(tag))
          .map((tag) => ({
            path: place,
            code: 'unknown-tag',
            message: `没有一个群有标签「${tag}」。`,
            unknown: { typed: tag, candidates: tags },
          }));
      }
      default:
        return [];
    }
  };
  const checkField = (key: string, value: unknown, place: readonly PropertyKey[]): SayProblem[] => {
    const type = kind.fields[key.slice('event.'.length)];
    if (!type) {
      const candidates = Object.keys(kind.fields).map((field) => `event.${field}`);
      const hint = candidates.length > 0 ? undefined : '请去掉这个条件。';
      const message = `${rule.on} 没有「${key}」。`;
      return [
        {
          path: place,
          code: 'unknown-field',
          message,
          unknown: { typed: key, candidates },
          ...(hint && { hint }),
        },
      ];
    }
    const message = misfit(fieldTestSchema.parse(value), type);
    return message === undefined ? [] : [{ path: place, code: 'wrong-value', message }];
  };
  const walk = (condition: Condition, path: readonly PropertyKey[]): SayProblem[] => {
    const entries: [string, unknown][] = Object.entries(condition);
    const own = entries.flatMap(([key, value]) => (value === undefined ? [] : checkKey(key, value, path)));
    const inside = (['any', 'all', 'not'] as const).flatMap((key) => {
      const nested = condition[key];
      if (!nested) return [];
      return Array.isArray(nested)
        ? nested.flatMap((inner, n) => walk(inner, [...path, key, n]))
        : walk(nested, [...path, key]);
    });
    return [...own, ...inside];
  };
  return rule.when.flatMap((condition, n) => walk(condition, ['when', n]));
}
