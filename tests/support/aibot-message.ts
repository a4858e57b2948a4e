/** The decrypted body of an aibot's callback for one message in a group, for `emulator.callBack('aibot/helper', …)`. */
export const aibotMessage = (message: {
  readonly msgid: string;
  readonly chatId: string;
  readonly userid: string;
  readonly text: string;
}): string =>
  JSON.stringify({
    msgid: message.msgid,
    aibotid: 'helper',
    chatid: message.chatId,
    chattype: 'group',
    from: { userid: message.userid },
    msgtype: 'text',
    text: { content: `@小群 ${message.text}` },
  });
