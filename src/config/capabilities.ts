import type { Binding, Capabilities, GroupKind, Hears, Says } from '../domain/community.ts';

interface Row {
  readonly hears: readonly Hears[];
  readonly says: readonly Says[];
}

/**
 * What each kind of binding lets us hear and say. The channels' limits live here as data and nowhere else.
 * A customer group takes no posts from any robot, whatever is bound to it.
 */
const table: Readonly<Record<string, Row>> = {
  'aibot:callback': { hears: ['mention', 'card', 'bot-change'], says: ['reply'] },
  'aibot:websocket': { hears: ['mention', 'card', 'bot-change'], says: ['reply', 'text', 'markdown'] },
  robot: { hears: ['mention', 'card', 'bot-change'], says: ['reply'] },
  webhook: { hears: [], says: ['text', 'markdown', 'mention'] },
  // Joins of an appchat would have to be found by polling its member list, which this version does not do.
  'app:appchat': { hears: [], says: ['text', 'markdown', 'mention', 'dm-staff'] },
  'app:customer': { hears: ['join', 'leave', 'group-change', 'nickname'], says: ['dm-staff'] },
};

/** The union of what a group's bindings can do. `aibotMode` says how each aibot is connected. */
export function capabilitiesOf(
  kind: GroupKind,
  bindings: readonly Binding[],
  aibotMode: (aibot: string) => 'callback' | 'websocket',
): Capabilities {
  const rows = bindings.map((binding) => table[rowName(kind, binding, aibotMode)] ?? nothing);
  return {
    hears: new Set(rows.flatMap(({ hears }) => hears)),
    says: new Set(rows.flatMap(({ says }) => says)),
    confirm: kind === 'customer' ? 'owner' : 'none',
  };
}

const nothing: Row = { hears: [], says: [] };
const rowName = (
  kind: GroupKind,
  binding: Binding,
  aibotMode: (aibot: string) => 'callback' | 'websocket',
): string => {
  switch (binding.type) {
    case 'aibot':
      return `aibot:${aibotMode(binding.aibot)}`;
    case 'app':
      return `app:${kind}`;
    case 'robot':
    case 'webhook':
      return binding.type;
    default:
      return binding satisfies never;
  }
};
