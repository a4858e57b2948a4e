/** The surnames of nearly everybody, most frequent first. */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温季俞章鲁葛伍申尤毕聂柴焦齐梅庄辛管祝左涂欧詹包宁耿关凌费喻柳华甘祁';
const NAME = new RegExp(
  `^(?:[${SURNAMES}]\\p{Script=Han}{1,2}|[小老阿][${SURNAMES}明红丽华芳军强伟敏静娟霞])$`,
  'u',
);
/** Words of every day that begin as a name does. */
const NO_NAME =
  /^(?:周[一二三四五六日天末]|马上|高兴|安排|方便|任何|何时|万一|常常|文件|白天|关于|管理|包括|向[前后]|左右|龙虾|金额|石头|温馨|严格|莫非|易拉|方案|江边|费用|程序|任务|余额|于是|许多|章节|钱包|牛肉|白菜|梅花|黄瓜|毛巾|孔雀|安全|常规|田径|郑重|谢.|欧洲|华为|高铁|高中|金牌|文艺|向导|康复|段落|石榴|兰花|申请|毕业|齐了|左边|包子|宁可|关.|祝.|万.|方[式法]|周.天|温度|时间)/u;

/** Whether this is called like a person: 周明, 小华. For telling names from other short words, not for deciding who may be called what. */
export const isPersonName = (text: string): boolean => NAME.test(text) && !NO_NAME.test(text);
