import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import { type Answer, accept, refuse } from './answer.ts';

const threeDaysMs = 3 * 86_400_000;
const megabyte = 1024 * 1024;
/** Largest size by kind: outbound.md §2.2 for webhooks, §7 for apps. */
const largest: Readonly<Record<'webhook' | 'corp', Readonly<Record<string, number>>>> = {
  webhook: { file: 20 * megabyte, voice: 2 * megabyte },
  corp: { image: 10 * megabyte, voice: 2 * megabyte, video: 10 * megabyte, file: 20 * megabyte },
};

/** Uploaded media: valid 3 days, and only where it was uploaded (§2.2, §7: the id spaces do not mix). */
export interface Media {
  upload(scope: string, type: string | null, file: UploadedFile | undefined): Answer;
  has(scope: string, mediaId: string | undefined): boolean;
  /** What the client would show of it. */
  nameOf(mediaId: string | undefined): string;
}

export interface UploadedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export function createMedia(clock: Clock): Media {
  const kept = new Map<string, { readonly scope: string; readonly until: number; readonly name: string }>();
  return {
    upload: (scope, type, file) => {
      const limit = largest[scope === 'corp' ? 'corp' : 'webhook'][type ?? ''];
      if (type === null || limit === undefined) return refuse(40004, 'invalid media type');
      if (!file || file.bytes.length <= 5) return refuse(44001, 'empty media data');
      if (file.bytes.length > limit) return refuse(45001, 'media size exceed limit');
      const now = clock.now();
      for (const [id, { until }] of kept) if (until <= now) kept.delete(id);
      const mediaId = `3${randomBytes(32).toString('base64url')}`;
      kept.set(mediaId, { scope, until: now + threeDaysMs, name: file.name });
      return accept({ type, media_id: mediaId, created_at: String(Math.floor(now / 1000)) });
    },
    nameOf: (mediaId) => (mediaId === undefined ? '' : (kept.get(mediaId)?.name ?? '')),
    has: (scope, mediaId) => {
      const found = mediaId === undefined ? undefined : kept.get(mediaId);
      return found !== undefined && found.scope === scope && found.until > clock.now();
    },
  };
}

/** The multipart part `media`; undefined when there is no such part. */
export function mediaPart(contentType: string | undefined, body: Buffer): UploadedFile | undefined {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark);
  while (start >= 0) {
    const headEnd = body.indexOf('\r\n\r\n', start);
    const next = body.indexOf(mark, start + mark.length);
    if (headEnd < 0 || next < 0) return undefined;
    const head = body.toString('utf8', start, headEnd);
    if (/[;\s]name="?media"?[;\s]/.test(`${head}\r`)) {
      const name = /[;\s]filename="([^"]*)"/.exec(head)?.[1] ?? '';
      return { name, bytes: body.subarray(headEnd + 4, next - 2) };
    }
    start = next;
  }
  return undefined;
}
