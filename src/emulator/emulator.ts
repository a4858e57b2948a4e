import type { Clock } from '../domain/clock.ts';
import { createResponseUrls } from './api/aibot-response.ts';
import { appchatEndpoints } from './api/appchat.ts';
import { appchatSendEndpoint } from './api/appchat-send.ts';
import { createCalls } from './api/calls.ts';
import { createChatInfoUrls } from './api/chat-info.ts';
import { corpEndpoints } from './api/corp.ts';
import { customerGroupEndpoints } from './api/customer-group.ts';
import { createDispatch } from './api/dispatch.ts';
import type { Fields } from './api/fields.ts';
import { createMedia } from './api/media.ts';
import { messageSendEndpoint } from './api/message-send.ts';
import { createApiServer } from './api/server.ts';
import { createTokens } from './api/token.ts';
import { webhookEndpoints } from './api/webhook.ts';
import { createAibotCaller } from './call/aibot.ts';
import { createAppCaller } from './call/app.ts';
import { createCourier, realTiming, type Timing } from './call/courier.ts';
import { createDeliver } from './call/deliver.ts';
import { createRobotCaller } from './call/robot.ts';
import { createTargets } from './call/target.ts';
import { verifyCallback } from './call/verify.ts';
import { createControl } from './control.ts';
import { createFaults } from './faults.ts';
import { listen } from './listen.ts';
import { createPeople } from './people.ts';
import { createTracker } from './tracker.ts';
import { createTranscript } from './transcript.ts';
import type { EmulatedWecom, Emulator, TenantSettings } from './types.ts';
import { createWorld } from './world.ts';

export interface EmulatorOptions {
  readonly settings: TenantSettings;
  readonly clock: Clock;
  /** 0 takes any free port. Loopback only. */
  readonly port: number;
  /** A port of its own for the control API; absent: `/emulator/…` on `port`. */
  readonly controlPort?: number;
  /** What envelopes are signed with: machines' time, however the other clock jumps. */
  readonly machineClock?: Clock;
  readonly timing?: Partial<Timing>;
  /** How far groupchat/get trails the events (inbound.md §3.3). */
  readonly rosterLagMs?: number;
  /** false: no lines, no calls are kept; `visible` still counts. For benches. */
  readonly recordTranscript?: boolean;
  /** false: no rate limits. */
  readonly limits?: boolean;
  /** Sees every webhook message that was accepted, before the answer leaves. */
  readonly onWebhook?: (body: Fields, webhook: string) => void;
  /** Gets one line per mishap, without secrets or message text. */
  readonly log?: (line: string) => void;
}

/** Starts a small WeCom on loopback: called by the bot at `url`, calling it at the callback URLs in `settings`. */
export async function createEmulator(options: EmulatorOptions): Promise<EmulatedWecom> {
  const { settings, limits = true, recordTranscript: record = true, log = () => {} } = options;
  const machineClock = options.machineClock ?? { now: () => Date.now() };
  const timing: Timing = { ...realTiming, ...options.timing };
  const listeners = new Set<Parameters<Emulator['onChange']>[0]>();
  let offset = 0;
  const clock: Clock = { now: () => options.clock.now() + offset };
  const tell: Parameters<Emulator['onChange']>[0] = (change) => {
    for (const listener of listeners) listener(change);
  };

  const world = createWorld({ clock, changed: () => tell({ type: 'groups' }) });
  const transcript = createTranscript({
    clock,
    record,
    keep: 20_000,
    changed: (entry) => tell({ type: 'entry', entry }),
  });
  const faults = createFaults();
  const targets = createTargets(settings);
  const courier = createCourier();
  const tracker = createTracker();
  const envelopeNow = () => machineClock.now() + offset;
  const { deliver, release } = createDeliver({ courier, faults, timing, envelopeNow });

  const media = createMedia(clock);
  const tokens = createTokens(settings, clock);
  const responses = createResponseUrls(clock, transcript);
  const chatInfo = createChatInfoUrls(clock);
  let url = '';
  const urlNow = () => url;
  const aibot = createAibotCaller({
    deliver,
    courier,
    timing,
    clock,
    transcript,
    responses,
    url: urlNow,
    track: tracker.track,
    limits,
  });
  const robot = createRobotCaller({ deliver, transcript, chatInfo, url: urlNow });
  const app = createAppCaller({ deliver, transcript, clock });
  const people = createPeople({ clock, world, transcript, targets, aibot, robot, app });

  const calls = createCalls({ clock, keep: record ? 10_000 : 0 });
  const endpoints = [
    tokens.endpoint,
    ...webhookEndpoints({
      settings,
      clock,
      world,
      transcript,
      media,
      limits,
      robotByKey: robot.byKey,
      onWebhook: options.onWebhook,
    }),
    responses.endpoint,
    chatInfo.endpoint,
    messageSendEndpoint({ settings, clock, world, transcript, media, limits }),
    ...appchatEndpoints({ clock, world, limits }),
    appchatSendEndpoint({ clock, world, transcript, media, limits }),
    ...customerGroupEndpoints({ world, lagMs: options.rosterLagMs ?? 0 }),
    ...corpEndpoints({ world, tokens }),
  ];
  const dispatch = createDispatch({ endpoints, tokens, media, clock, calls, limits });

  const emulator: EmulatedWecom = {
    get url() {
      return url;
    },
    get controlUrl() {
      return controlUrl;
    },
    clock,
    groups: world.groups,
    transcript: transcript.list,
    visible: transcript.visible,
    calls: calls.list,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addGroup: world.addGroup,
    addPerson: world.addPerson,
    say: (...what) => tracker.track(people.say(...what)),
    press: (...what) => tracker.track(people.press(...what)),
    sayDirect: (...what) => tracker.track(people.sayDirect(...what)),
    enterChat: (...what) => tracker.track(people.enterChat(...what)),
    join: (...what) => tracker.track(people.join(...what)),
    leave: (...what) => tracker.track(people.leave(...what)),
    renameMember: people.renameMember,
    changeGroup: (...what) => tracker.track(people.changeGroup(...what)),
    announceGroup: (...what) => tracker.track(people.announceGroup(...what)),
    callBack: (via, plaintext, more) =>
      tracker.track(deliver(targets.get(via), plaintext, { copies: more?.copies ?? 1 })),
    verifyCallbacks: () =>
      Promise.all(
        targets.all.map((target) =>
          verifyCallback(courier, target, Math.floor(envelopeNow() / 1000), timing.verifyMs),
        ),
      ),
    settled: tracker.settled,
    addFault: faults.add,
    clearFaults: () => {
      faults.clear();
      release();
    },
    revokeTokens: tokens.revokeAll,
    setClockOffset: (ms) => {
      offset = ms;
    },
    close: async () => {
      faults.clear();
      release();
      stop();
      await courier.close();
      await Promise.all([api.close(), controlApi?.close()]);
      await tracker.settled();
      listeners.clear();
    },
  };

  const control = createControl({ emulator, log });
  const onApi = options.controlPort === undefined ? control : () => false;
  const { server, stop } = createApiServer({
    dispatch,
    faults,
    calls,
    now: clock.now,
    aside: onApi,
    log,
  });
  const api = await listen(server, options.port);
  const controlApi =
    options.controlPort === undefined
      ? undefined
      : await listen(control, options.controlPort).catch(async (error: unknown) => {
          await api.close();
          throw error;
        });
  url = api.url;
  const controlUrl = controlApi?.url ?? api.url;
  return emulator;
}
