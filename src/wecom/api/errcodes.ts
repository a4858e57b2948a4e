/**
 * What to do about a code: `retry` soon, `wait` for the rate window, `refresh` the token, `give-up` on this call,
 * `disable` the target until somebody repairs it, `alert` because the configuration is wrong for every call.
 */
export type ErrcodeAction = 'retry' | 'wait' | 'refresh' | 'give-up' | 'disable' | 'alert';
export interface Errcode {
  /** Plain words with the next step in them. */
  readonly meaning: string;
  readonly action: ErrcodeAction;
}

/** outbound.md §8.3. */
const errcodes: Readonly<Record<number, Errcode>> = {
  [-1]: { meaning: '企业微信繁忙', action: 'retry' },
  6000: { meaning: '数据正被别处修改', action: 'retry' },
  40001: { meaning: '应用 secret 不对或应用已停用，请在管理后台核对', action: 'alert' },
  40003: { meaning: '成员 userid 不对', action: 'give-up' },
  40007: { meaning: '素材已过期，请重新上传', action: 'give-up' },
  40008: { meaning: '消息类型不被接受', action: 'give-up' },
  40009: { meaning: '图片太大，请压缩', action: 'give-up' },
  40013: { meaning: 'corpId 不对，请核对 wecom.yaml', action: 'alert' },
  40014: { meaning: 'access_token 失效', action: 'refresh' },
  40031: { meaning: '成员列表里有不对的 userid', action: 'give-up' },
  40032: { meaning: '成员列表太长', action: 'give-up' },
  40035: { meaning: '参数不对', action: 'give-up' },
  40050: { meaning: '群不存在或不属于这个应用，请核对 chatId', action: 'disable' },
  40056: { meaning: 'agentId 不对，请核对 wecom.yaml', action: 'alert' },
  40058: { meaning: '内容过长或参数不对', action: 'give-up' },
  40063: { meaning: '缺少参数', action: 'give-up' },
  40068: { meaning: '标签不存在', action: 'give-up' },
  40091: { meaning: '应用 secret 不对，请核对 wecom.yaml', action: 'alert' },
  40096: { meaning: '客户 id 不对', action: 'give-up' },
  41001: { meaning: '请求里没有 access_token', action: 'give-up' },
  41048: { meaning: '没有可发送的客户', action: 'give-up' },
  41050: { meaning: '欢迎码已失效', action: 'give-up' },
  41051: { meaning: '客户已经开始聊天', action: 'give-up' },
  41055: { meaning: '入群欢迎语素材已满，请先删掉一些', action: 'give-up' },
  41058: { meaning: '这个欢迎语素材属于别的应用', action: 'give-up' },
  41063: { meaning: '群发仍在派发，请稍后再查', action: 'retry' },
  41064: { meaning: '附件太多', action: 'give-up' },
  41065: { meaning: '附件类型不对', action: 'give-up' },
  41091: { meaning: '一个入群方式最多 5 个群', action: 'give-up' },
  41093: { meaning: '群发任务已取消', action: 'give-up' },
  41094: { meaning: '今天的提醒次数已用完，请明天再试', action: 'give-up' },
  41096: { meaning: '欢迎语正由别的应用发送', action: 'give-up' },
  42001: { meaning: 'access_token 过期', action: 'refresh' },
  42052: { meaning: '超过 24 小时，不能撤回', action: 'give-up' },
  43012: { meaning: '应用没有设置回调地址，请在管理后台补上', action: 'alert' },
  44001: { meaning: '素材是空的', action: 'give-up' },
  44004: { meaning: '内容是空的', action: 'give-up' },
  45001: { meaning: '素材太大', action: 'give-up' },
  45002: { meaning: '内容太长', action: 'give-up' },
  45007: { meaning: '语音太长', action: 'give-up' },
  45008: { meaning: '图文超过 8 条', action: 'give-up' },
  45009: { meaning: '发得太快，企业微信要求等一等', action: 'wait' },
  45029: { meaning: '返回内容太大', action: 'give-up' },
  45033: { meaning: '同时调用太多', action: 'retry' },
  45034: { meaning: '链接缺少 http:// 或 https://', action: 'give-up' },
  48002: { meaning: '应用没有这个接口的权限，请在管理后台开通', action: 'alert' },
  48006: { meaning: '接口权限已被收回，请在管理后台核对', action: 'alert' },
  50002: { meaning: '成员不在应用可见范围，请在管理后台加上', action: 'give-up' },
  60011: { meaning: '应用无权操作这个成员，请核对可见范围', action: 'give-up' },
  60020: { meaning: '本机 IP 不在应用的可信 IP 里，请在管理后台加上', action: 'alert' },
  60030: { meaning: '成员不在应用可见范围，请在管理后台加上', action: 'give-up' },
  60031: { meaning: '应用被禁止调用接口，请联系管理员', action: 'alert' },
  60111: { meaning: '成员不存在', action: 'give-up' },
  60140: { meaning: '回复地址已用过或已过期', action: 'give-up' },
  81013: { meaning: '收件人都无效，请核对成员和可见范围', action: 'give-up' },
  81017: { meaning: '结果太多，请缩小范围', action: 'give-up' },
  82001: { meaning: '没有收件人', action: 'give-up' },
  82002: { meaning: '收件部门或标签太多', action: 'give-up' },
  84061: { meaning: '与这位客户没有联系关系', action: 'give-up' },
  84074: { meaning: '成员没有客户联系权限，请在管理后台开通', action: 'give-up' },
  92000: { meaning: '成员不在应用可见范围，请在管理后台加上', action: 'give-up' },
  93000: { meaning: 'webhook 无效或机器人已被移出群，请在群里重新添加并更新 key', action: 'disable' },
  93004: { meaning: '群机器人已被停用，请在群里重新启用', action: 'disable' },
  93006: { meaning: '会话还没激活，请先在群里 @ 一次机器人', action: 'disable' },
  93008: { meaning: '群机器人不在这个群里，请重新添加', action: 'disable' },
  301002: { meaning: '这个 secret 不属于该 agentId，请核对 wecom.yaml', action: 'alert' },
  301019: { meaning: '图片的 md5 不对', action: 'give-up' },
  301042: { meaning: '本机 IP 不在应用的可信 IP 里，请在管理后台加上', action: 'alert' },
  846605: { meaning: '长连接的请求号已失效', action: 'give-up' },
  846608: { meaning: '回复超过了时限', action: 'give-up' },
  853000: { meaning: '长连接的 botId 或 secret 不对，请核对 wecom.yaml', action: 'alert' },
  86003: { meaning: '应用群不存在，请核对 chatId', action: 'disable' },
  86008: { meaning: '这个群不是该应用创建的，请核对 chatId', action: 'disable' },
  90500: { meaning: '群主没有离职', action: 'give-up' },
  90501: { meaning: '这不是客户群，请核对 chatId 和 kind', action: 'disable' },
};

/** Codes that come as a family. */
const families: readonly (readonly [from: number, to: number, errcode: Errcode])[] = [
  [42014, 42020, { meaning: '卡片已不能更新，请重新发送', action: 'give-up' }],
  [42027, 42051, { meaning: '卡片的某个字段不合要求', action: 'give-up' }],
  [86001, 86101, { meaning: '应用群的参数不对，请核对群名、群主和成员', action: 'give-up' }],
  [86201, 86299, { meaning: '应用群的参数不对，请核对群名、群主和成员', action: 'give-up' }],
  [90500, 90511, { meaning: '客户群不允许这个操作', action: 'give-up' }],
];

/** Every code has a meaning and an action; one that nobody has described is given up and shown by its number. */
export const errcodeOf = (code: number): Errcode =>
  errcodes[code] ??
  families.find(([from, to]) => code >= from && code <= to)?.[2] ?? {
    meaning: '企业微信没有接受',
    action: 'give-up',
  };

/** For ledgers and people: the meaning with the number to look up, and the address to allow when that is the trouble. */
export const explainErrcode = (code: number, errmsg = ''): string => {
  const [, ip] = code === 60020 || code === 301042 ? (/from ip: ([\da-f.:]+)/i.exec(errmsg) ?? []) : [];
  return `${errcodeOf(code).meaning}（错误码 ${code}${ip ? `，本机 IP ${ip}` : ''}）`;
};
