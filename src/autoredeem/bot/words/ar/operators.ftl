### صفحة المشغّل: حال البوت كله.

button-operator = للمشغّل
operator-title = صفحة المشغّل
operator-version = الإصدار: { $version }
operator-latency = زمن الوصول إلى ديسكورد بالملّي ثانية: { $count }
operator-fine = كل شيء على ما يرام.
operator-store-silent = المخزن لا يجيب الآن.
operator-sends = تتواصل هذه العملية مع اللعبة؛ أقصى عدد للطلبات في الدقيقة: { $count }.
operator-watches = هذه العملية تراقب فقط: تتواصل مع اللعبة عملية أخرى، أو لا أحد بعد.
operator-runs = العمليات الجارية هنا: { $count }
operator-not-recorded = إجابات اللعبة التي لم تُحفظ بعد: { $count }
operator-set-up = الخوادم التي تم إعدادها: { $count }
operator-on = الاستبدال التلقائي مفعّل في: { $count }
operator-left = الخوادم التي أزالت البوت: { $count }
operator-feeds-title = الخلاصات: { title-name }
operator-feeds-none = لا خلاصات: لا تأتي الأكواد وحدها. يفعّل الإعداد AUTOREDEEM_FEED_PRESETS الخلاصات العامة.
operator-feed = الخلاصة { $feed } ({ $owner })، أقل فاصل بين سؤالين: { $time }
operator-feed-not-here = تسألها عملية أخرى، أو لا أحد بعد.
operator-feed-good = آخر إجابة سليمة: { $when }، عدد الإدخالات: { $count }
operator-feed-failing = لا تجيب كما ينبغي. شغّل «autoredeem doctor» على حاسوب البوت ليخبرك بالسبب.
operator-feed-silent = لا كود جديدًا منذ 14 يومًا.
operator-feed-flooded = أكواد جديدة أكثر من اللازم دفعة واحدة: يؤخذ 50 في الساعة.

## ما تستهلكه الخوادم، وما يمكن فعله بأحدها.

operator-button-guilds = الخوادم
operator-guilds-title = الخوادم حسب عدد الطلبات إلى اللعبة
operator-guilds-hint = اختر خادمًا
operator-guilds-none = لا طلبات في آخر 7 أيام.
operator-guild-line = { $server } · اليوم: { $today } · في 7 أيام: { $week }
operator-guild-blocked = محظور
operator-button-find = البحث بالمعرّف
operator-form-guild-title = البحث عن خادم
operator-form-guild-label = معرّف الخادم
operator-no-guild = لا يُعرف هنا خادم بهذا المعرّف: { $id }
operator-guild-title = الخادم: { $server }
operator-guild-id = المعرّف: { $id }
operator-guild-blocked-at = حُظر { $when }: لا يُستبدل له أي رمز.
operator-guild-gone = البوت ليس في هذا الخادم.
operator-guild-members = عدد الأعضاء: { $count }
operator-guild-day = { $day } · الطلبات: { $count }
operator-button-block = حظر
operator-button-unblock = رفع الحظر
operator-button-leave = مغادرة الخادم
operator-leave-sure = سيغادر البوت هذا الخادم: تتوقف عملياته فورًا، وتُحذف بياناته بعد 30 يومًا. ويمكن دعوة البوت إليه من جديد ما لم تحظر الخادم أولًا.
operator-leave-done = غادر البوت هذا الخادم.
