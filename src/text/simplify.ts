/**
 * Traditional characters of words that commands use, with their simplified forms. Not a converter: member text is
 * never rewritten with it, only compared.
 */
const PAIRS =
  '幫帮助助龍龙補补榜榜記记請请報报我我來来單单列列查查詢询關关開开閉闭結结束束恢恢復复復复暫暂停停退退' +
  '綁绑定定狀状態态歡欢迎迎團团組组員员歷历曆历規规則则導导給给權权靜静為为爲为什什麼么麽么誰谁幾几' +
  '個个兩两壹一貳二叁三參参與与進进數数據据刪删除除確确認认簽签對对換换號号碼码時时間间點点週周鐘钟分分' +
  '催催繳缴錢钱費费張张趙赵陳陈紹绍軟软體体設设計计訂订購购買买賣卖長长門门問问題题說说話话謝谢' +
  '紀纪錄录積积豁豁免免檢检醒醒標标籤签簡简介介顯显示示總总統统計计還还剩剩餘余缺缺額额滿满剛刚兒儿銷销會会讀读過过後后沒没嗎吗別别還还號号們们這这帶带約约場场動动煩烦寫写讓让轉转換换錯错選选項项種种質质車车鐵铁學学習习歲岁媽妈爺爷孫孙夠够願愿樂乐內内發发處处應应該该準准備备註注嘗尝邊边樓楼區区隊队領领貨货條条雞鸡魚鱼鮮鲜麵面飲饮課课書书練练運运當当從从連连續续斷断獎奖勵励飯饭親亲聽听雙双萬万離离開开見见紙纸錶表裡里裏里臨临時时';

/** By UTF-16 code; 0 where a character stays. */
const simplified = new Uint16Array(0x1_00_00);
for (let n = 0; n + 1 < PAIRS.length; n += 2)
  if (PAIRS.charAt(n) !== PAIRS.charAt(n + 1)) simplified[PAIRS.charCodeAt(n)] = PAIRS.charCodeAt(n + 1);

/** `接龍` → `接龙`, as far as command words need it. Keeps the length. */
export function simplify(text: string): string {
  // Looking is cheaper than replacing, and most text has nothing to replace.
  for (let at = 0; at < text.length; at += 1) if (simplified[text.charCodeAt(at)]) return replaced(text);
  return text;
}

const replaced = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => {
    const code = text.charCodeAt(at);
    return String.fromCharCode(simplified[code] || code);
  }).join('');
