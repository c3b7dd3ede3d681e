/* Browsers inside other apps, by a word of their user agent. In them a download does nothing, and
   mostly nothing is kept without signal; text can be copied, and their menu opens the browser. */
const IN_APP = new RegExp([
  "MicroMessenger",          /* WeChat; WeCom says so too */
  "wxwork",                  /* WeCom */
  "\\bQQ/",                  /* QQ, unlike QQBrowser */
  "DingTalk",
  "Lark|Feishu",
  "Weibo",
  "Alipay",
  "aweme",                   /* Douyin */
  "baiduboxapp"
].join("|"), "i");
