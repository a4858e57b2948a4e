import type { OutgoingText } from '../../delivery/ports.ts';
import type { AppApi } from './app-api.ts';
import type { ApiResult } from './result.ts';

/** `appchat/send` (outbound.md §4). No message id, no recall, no duplicate check: never repeated in doubt. */
export const sendAppchat = (
  api: AppApi,
  app: string,
  chatId: string,
  { format, content, mentions, mentionAll }: OutgoingText,
): Promise<ApiResult> => {
  const pinged = mentionAll ? [...mentions, '@all'] : mentions;
  return api.post(app, '/cgi-bin/appchat/send', {
    chatid: chatId,
    ...(format === 'markdown'
      ? { msgtype: 'markdown', markdown: { content } }
      : { msgtype: 'text', text: { content, ...(pinged.length > 0 && { mentioned_list: pinged }) } }),
    safe: 0,
  });
};
