/** What kind of thing somebody says about a chain, and what follows the words for it. */
export interface Said {
  readonly verb: 'join' | 'behalf' | 'leave' | 'list' | 'ask';
  /** As it was typed. */
  readonly body: string;
  /** Said in so many words that silence would be rude; otherwise what is not understood is plain talk. */
  readonly plain: boolean;
  /** Counts only if all of it turns out to be options, or the whole title of a chain: `两个儿童`, `报名周日聚餐`. */
  readonly loose?: true;
  /** What it is where it turns out to be nothing of that: 举手,我参加 where no chain is called 举手. */
  readonly otherwise?: Said;
}
