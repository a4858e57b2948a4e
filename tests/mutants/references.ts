// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { amongOthers, edited, inFile, type Mutant } from './support.ts';

/** Names of groups, tags, channels, people, formats and secrets that nobody declared, or that stand twice. */
export const referenceMutants: readonly Mutant[] = [
  ...inFile('unknown group', 'unknown-group', 'rules/faq.yaml', [
    ["groups: ['newbie-*']", "groups: [⌖'newbee-*']"],
    ["[tag:beijing, '!newbie-02']", '[tag:beijing, ⌖newbie-2]'],
  ]),
  ...inFile('unknown group', 'unknown-group', 'rules/people.yaml', [
    ['[newbie-01, newbie-02]', '[newbie-01, ⌖newbie-03]'],
    ['groups: [vip-01]', 'groups: [⌖vip01]'],
  ]),
  ...inFile('unknown group', 'unknown-group', 'settings.yaml', [
    ['testGroup: team-01', 'testGroup: ⌖team-1'],
  ]),
  ...inFile('unknown group', 'unknown-group', 'groups.yaml', [
    ["groups: ['newbie-*'] }", "groups: ['newbie-*', ⌖vip-02] }"],
  ]),
  ...inFile('unknown group', 'checkin', 'checkins.yaml', [['groups: [newbie-01]', 'groups: [⌖newbie-1]']]),
  ...inFile('unknown group', 'chain', 'chains.yaml', [
    ['groups: [newbie-01]', 'groups: [newbie-01, ⌖newbie-09]'],
  ]),
  ...inFile('unknown group', 'broadcast', 'broadcasts.yaml', [
    ["to: [newbie-01, 'newbie-0*']", "to: [newbie-01, ⌖'nobody-*']"],
    ["to: [tag:newbie, '!newbie-02']", 'to: [⌖newbie]'],
  ]),
  ...inFile('unknown tag', 'unknown-group', 'rules/faq.yaml', [
    ["[tag:beijing, '!newbie-02']", '[⌖tag:peking]'],
  ]),
  ...inFile('unknown tag', 'unknown-tag', 'rules/faq.yaml', [['group.tag: newbie', 'group.tag: ⌖newbies']]),
  ...inFile('unknown tag', 'chain', 'chains.yaml', [['groups: [tag:newbie]', "groups: [⌖'tag:all']"]]),
  ...inFile('unknown tag', 'broadcast', 'broadcasts.yaml', [
    ["to: [tag:newbie, '!newbie-02']", 'to: [⌖tag:newcomer]'],
  ]),
  ...inFile('unknown tag', 'unknown-group', 'groups.yaml', [
    ["groups: ['newbie-*'] }", "groups: [⌖'tag:hangzhou'] }"],
  ]),

  ...inFile('unknown channel', 'unknown-channel', 'groups.yaml', [
    ['{ webhook: push-01 }', '{ webhook: ⌖push-1 }'],
    ['{ aibot: helper, chatId: chat-newbie-01 }', '{ aibot: ⌖helpr, chatId: chat-newbie-01 }'],
    ['{ robot: watcher', '{ robot: ⌖watch'],
    ['{ app: community, chatId: chat-vip-01 }', '{ app: ⌖comunity, chatId: chat-vip-01 }'],
  ]),
  ...inFile('unknown channel', 'unknown-channel', 'groups.yaml', [
    ['{ app: community, chatId: chat-team-01 }', '{ app: ⌖helper, chatId: chat-team-01 }'],
  ]),
  ...amongOthers(
    inFile('channel of the wrong kind', 'wrong-kind', 'groups.yaml', [
      ['{ webhook: push-02 }', '{ app: ⌖community, chatId: chat-9 }'],
      ['{ app: community, chatId: chat-vip-01 }', '{ aibot: ⌖helper, chatId: chat-vip-01 }'],
    ]),
  ),
  ...inFile('chat bound twice', 'bound-twice', 'groups.yaml', [
    ['chatId: chat-newbie-02', 'chatId: ⌖chat-newbie-01'],
    ['{ webhook: push-02 }', '{ webhook: ⌖push-01 }'],
    ['chatId: chat-team-01', 'chatId: ⌖chat-vip-01'],
    ['{ robot: watcher, chatId: chat-quiet-01 }', '{ aibot: helper, chatId: ⌖chat-newbie-02 }'],
  ]),
  ...amongOthers(inFile('duplicate id', 'duplicate', 'groups.yaml', [['id: newbie-02', 'id: ⌖newbie-01']])),
  ...amongOthers(inFile('duplicate id', 'duplicate', 'wecom.yaml', [['{ id: push-02,', '{ id: ⌖push-01,']])),
  ...inFile('duplicate id', 'duplicate', 'rules/faq.yaml', [
    ['id: faq-human', 'id: ⌖faq-invoice'],
    ['id: faq-refund', 'id: ⌖faq-invoice'],
  ]),
  ...inFile('duplicate id', 'duplicate', 'rules/people.yaml', [['id: streak', 'id: ⌖faq-order']]),
  ...inFile('duplicate id', 'duplicate', 'rules/clock.yaml', [['id: trial', 'id: ⌖friday']]),
  ...inFile('duplicate id', 'wrong-value', 'checkins.yaml', [['id: reading', 'id: ⌖early-bird']]),
  ...inFile('duplicate id', 'wrong-value', 'chains.yaml', [['id: dinner', 'id: ⌖hike']]),
  ...inFile('duplicate id', 'wrong-value', 'nicknames.yaml', [['id: code-name', 'id: ⌖city-name']]),
  ...inFile('duplicate id', 'broadcast', 'broadcasts.yaml', [['id: party', 'id: ⌖topic']]),
  ...inFile('duplicate id', 'wrong-value', 'nicknames.yaml', [['name: 职业', 'name: ⌖名字']]),
  ...inFile('value claimed twice', 'wrong-value', 'nicknames.yaml', [
    ['上海: [shanghai]', '上海: ⌖[beijing]'],
    ['上海: [shanghai]', '上海: ⌖[上-海]'],
  ]),
  ...inFile('unknown format', 'nickname', 'groups.yaml', [
    ['nicknameFormat: city-name', 'nicknameFormat: ⌖city-nmae'],
  ]),
  ...inFile('unknown format', 'action', 'rules/people.yaml', [
    ['{ format: city-name }', '{ format: ⌖city }'],
  ]),
  ...inFile('unknown power', 'unknown-power', 'groups.yaml', [
    ['only: [chain.new]', 'only: [⌖chain.create]'],
    ['only: [chain.new]', 'only: [chain.new, ⌖chains]'],
  ]),
  ...inFile('unknown secret', 'missing-secret', 'wecom.yaml', [
    ['${CORP_ID}', '⌖${CORP}'],
    ["'${PUSH_02}'", "⌖'${PUSH_03}'"],
    ['token: ${APP_TOKEN}', 'token: ⌖x${APP_TOKN}'],
    ["'${BOT_KEY}'", "⌖'${BOT_AES}'"],
  ]),
  ...inFile('secret that cannot be one', 'wrong-value', 'wecom.yaml', [
    ['encodingAESKey: ${APP_KEY}', `encodingAESKey: ⌖${'k'.repeat(42)}`],
    ['token: ${APP_TOKEN}', 'token: ⌖t-o-k-e-n'],
    ["key: '${PUSH_01}'", "key: ⌖'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1'"],
    ['corpId: ${CORP_ID}', 'corpId: ⌖ww 1'],
  ]),
  ...amongOthers([
    edited('websocket without its keys', 'missing', [
      ['wecom.yaml', 'id: helper', '⌖id: helper'],
      ['wecom.yaml', 'mode: callback', 'mode: websocket'],
    ]),
  ]),
];
