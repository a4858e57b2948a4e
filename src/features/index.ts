import { auditFeature } from './audit/index.ts';
import { bindingFeature } from './binding/index.ts';
import { broadcastFeature } from './broadcast/index.ts';
import { chainFeature } from './chain/index.ts';
import { checkinFeature } from './checkin/index.ts';
import { confirmFeature } from './confirm/index.ts';
import { exportFeature } from './export/index.ts';
import type { DefinedFeature } from './feature.ts';
import { helpFeature } from './help/index.ts';
import { nicknameFeature } from './nickname/index.ts';
import { pointsFeature } from './points/index.ts';
import { privacyFeature } from './privacy/index.ts';
import { rolesFeature } from './roles/index.ts';
import { rosterFeature } from './roster/index.ts';
import { rulesFeature } from './rules/index.ts';
import { statusFeature } from './status/index.ts';
import { tagsFeature } from './tags/index.ts';
import { welcomeFeature } from './welcome/index.ts';
import { whyFeature } from './why/index.ts';

/**
 * Every feature there is: the only list. Order matters twice: the roster comes first so that the others know who spoke,
 * and help last so that it lists what the others offer.
 */
export const features: readonly DefinedFeature[] = [
  rosterFeature,
  checkinFeature,
  pointsFeature,
  chainFeature,
  nicknameFeature,
  tagsFeature,
  welcomeFeature,
  bindingFeature,
  statusFeature,
  rulesFeature,
  whyFeature,
  broadcastFeature,
  rolesFeature,
  auditFeature,
  privacyFeature,
  exportFeature,
  confirmFeature,
  helpFeature,
];
