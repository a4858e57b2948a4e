/** What is worth noting with a sign-up: what somebody eats, when they come and how, what they bring. */
const TO_NOTE =
  /[吃素辣荤忌]|清真|过敏|[晚早迟]点?(?:到|来|走|退|些)|迟到|[接送坐带住骑借租]|装备|开车|自驾|停车|[上下]车|集合|地铁|门口|[少去多不无][冰糖辣葱]|[半全无]糖|常温|热的|(?:已|转)付|转账/u;
const NO_NOTE = /[吗呢么?？]|怎|哪|谁|几[点个]|多少|什么|取消|不[去来]|算了/u;

/** Whether something said beside a sign-up is to be kept with it; never a question or a change of mind. */
export const isToNote = (said: string): boolean => TO_NOTE.test(said) && !NO_NOTE.test(said);
