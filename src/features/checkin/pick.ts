import type { WindowSpan } from '../../calendar/windows.ts';
import { comparable } from '../../commands/spelling.ts';
import { nextSpan, openSpan, todayAt, type Where } from './asked-days.ts';
import type { Campaign } from './campaign.ts';

export type Picked =
  | { readonly type: 'campaign'; readonly campaign: Campaign; readonly content: string }
  | { readonly type: 'which'; readonly among: readonly Campaign[] }
  | { readonly type: 'none' };

/**
 * The campaign a check-in is for: the one whose title it begins with, the only one, the one that is open now and not
 * done yet, the one that opens next; when two are open, the speaker is asked.
 */
export function pickCampaign(
  campaigns: readonly Campaign[],
  content: string,
  at: number,
  where: Where,
  isDone: (campaign: Campaign, span: WindowSpan) => boolean,
): Picked {
  const [only, second] = campaigns;
  if (!only) return { type: 'none' };
  // 打卡 晨读: its title alone is nothing that was written.
  const bare = byTitle([only], content)?.content === '';
  if (!second) return { type: 'campaign', campaign: only, content: bare ? '' : content };
  const named = byTitle(campaigns, content);
  if (named) return named;
  const open = campaigns.flatMap((campaign) => {
    const found = openSpan(campaign, at, where);
    return found ? [{ campaign, span: found.span }] : [];
  });
  const undone = open.filter(({ campaign, span }) => !isDone(campaign, span));
  const [first, other] = undone.length > 0 ? undone : open;
  if (first && other)
    return { type: 'which', among: (undone.length > 0 ? undone : open).map(({ campaign }) => campaign) };
  if (first) return { type: 'campaign', campaign: first.campaign, content };
  const today = todayAt(at, where);
  const opens = (campaign: Campaign) =>
    nextSpan(campaign, today, at, where)?.opens ?? Number.POSITIVE_INFINITY;
  const soonest = campaigns.toSorted((a, b) => opens(a) - opens(b))[0] ?? only;
  return { type: 'campaign', campaign: soonest, content };
}

/** Title first, then what was written; the longest title wins. */
export const byTitle = (
  campaigns: readonly Campaign[],
  content: string,
): Extract<Picked, { type: 'campaign' }> | undefined => {
  const clean = content.normalize('NFKC').trim();
  for (const campaign of campaigns.toSorted((a, b) => b.title.length - a.title.length)) {
    const title = campaign.title.normalize('NFKC');
    const head = clean.slice(0, title.length);
    const rest = clean.slice(title.length);
    if (comparable(head) === comparable(title) && (rest === '' || /^[\s,,::;。、]/.test(rest)))
      return { type: 'campaign', campaign, content: rest.replace(/^[\s,,::;。、]+/, '') };
  }
  return undefined;
};
