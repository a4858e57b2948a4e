/** What WeCom takes for "everybody" after an @, in both languages of the client. */
const everybody = ['all', 'everyone', '所有人', '全体成员', '全员'];
const longest = 64;

/** As somebody determined to ping everybody would have it read: width, case, spaces and invisible characters undone. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '');

/** Whether `text` starts with an @ (of any width) that addresses everybody. */
export const startsWithPingAll = (text: string): boolean => {
  const start = folded(text.slice(0, longest));
  return start.startsWith('@') && everybody.some((word) => start.startsWith(word, 1));
};

/** Whether writing `next` after `before` makes an @everybody that neither holds alone. */
export const joinPingsAll = (before: string, next: string): boolean => {
  const tail = before.slice(-longest);
  const at = Math.max(tail.lastIndexOf('@'), tail.lastIndexOf('＠'), tail.lastIndexOf('﹫'));
  if (at === -1) return false;
  const open = tail.slice(at);
  return !startsWithPingAll(open) && startsWithPingAll(open + next.slice(0, longest));
};
