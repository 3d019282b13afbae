### أسماء الأوامر في ديسكورد. القواعد: en/commands.ftl

option-game = اللعبة
    .description = أي لعبة، إن كان في الخادم أكثر من واحدة

command-autoredeem = استبدال-تلقائي
    .description = افتح اللوحة: الإعدادات والأعضاء والرموز والعمليات في مكان واحد

command-enroll = تسجيل
    .description = احصل على كل رموز الهدايا لحسابك تلقائيًا
    .option-id = معرف
    .option-id-description = معرّف اللاعب: اضغط على صورتك في اللعبة
    .option-state = الولاية
    .option-state-description = ولايتك (المملكة في Kingshot): رقم مثل 245

command-unenroll = إلغاء-التسجيل
    .description = أوقف استلام رموز الهدايا لحسابك
    .option-id = معرف
    .option-id-description = معرّف اللاعب المراد إزالته؛ اتركه فارغًا لتختار من حساباتك

command-me = أنا
    .description = حساباتك والرموز التي حصلت عليها

command-members = الأعضاء
    .description = الأعضاء الذين يحصلون على كل رموز الهدايا

command-members-add = إضافة
    .description = أضف أعضاء بمعرّفاتهم في اللعبة
    .option-ids = معرفات
    .option-ids-description = معرّف لاعب واحد أو أكثر، بينها مسافات أو فواصل
    .option-state = الولاية
    .option-state-description = ولايتهم (المملكة في Kingshot) إن كانت غير الافتراضية في الخادم

command-members-import = استيراد
    .description = أضف أعضاء كثيرين من ملف
    .option-file = ملف
    .option-file-description = قائمة معرّفات أو جدول (CSV أو TSV أو Excel) أو JSON؛ سترى أولًا ما الذي سيتغيّر

command-members-export = تصدير
    .description = احصل على كل الأعضاء في ملف لجداول البيانات

command-members-list = قائمة
    .description = اعرض كل الأعضاء مع البحث والترتيب
    .option-search = بحث
    .option-search-description = جزء من اسم أو معرّف أو ولاية

command-members-edit = تعديل
    .description = غيّر اسم عضو أو ولايته
    .option-id = معرف
    .option-id-description = أي عضو: اكتب اسمًا أو معرّفًا
    .option-nickname = الاسم
    .option-nickname-description = الاسم الذي سيظهر
    .option-state = الولاية
    .option-state-description = الولاية (المملكة في Kingshot): رقم مثل 245

command-members-state = الولاية
    .description = حدّد الولاية (المملكة في Kingshot) لكل من لا ولاية له، أو لبعضهم بالمعرّف
    .option-state = الولاية
    .option-state-description = الولاية (المملكة في Kingshot): رقم مثل 245
    .option-ids = معرفات
    .option-ids-description = لهذه المعرّفات فقط؛ ويمكن كتابة ولاية خاصة بعد المعرّف

command-members-remove = إزالة
    .description = أزل أعضاء؛ سيسألك البوت قبل ذلك
    .option-ids = معرفات
    .option-ids-description = معرّف لاعب واحد أو أكثر، بينها مسافات أو فواصل

command-members-show = عرض
    .description = اعرض عضوًا والرموز التي حصل عليها
    .option-id = معرف
    .option-id-description = أي عضو: اكتب اسمًا أو معرّفًا

command-codes = الرموز
    .description = رموز الهدايا

command-codes-add = إضافة
    .description = أضف رموز هدايا ليستبدلها البوت لكل الأعضاء
    .option-codes = رموز
    .option-codes-description = رمز واحد أو أكثر كما نُشر تمامًا: الحروف الكبيرة والصغيرة مهمة
    .option-share = مشاركة
    .option-share-description = هل تشاركها مع كل الخوادم التي تستخدم هذا البوت؟ وإلا بقيت لكم وحدكم

command-codes-list = قائمة
    .description = اعرض كل الرموز وأيها يعمل

command-codes-history = السجل
    .description = من حصل على رمز ومن لم يحصل عليه ولماذا
    .option-code = رمز
    .option-code-description = أي رمز

command-codes-remove = إزالة
    .description = أزل رمزًا أُضيف هنا؛ سيسألك البوت قبل ذلك
    .option-code = رمز
    .option-code-description = أي رمز

command-redeem = استبدال
    .description = استبدل رمزًا لكل الأعضاء الآن
    .option-code = رمز
    .option-code-description = أي رمز

command-runs = العمليات
    .description = ما يجري الآن وما ينتظر وكم يستغرق

command-redeem-message = استبدل هذا الرمز
