### ما تقوله جميع الأقسام: الأسماء والأزرار والأخطاء والأوقات. طريقة الإضافة: en/common.ftl

language-name = العربية

## اللعبتان

title-wos = Whiteout Survival
title-kingshot = Kingshot
title-name =
    { $title ->
        [kingshot] { title-kingshot }
       *[wos] { title-wos }
    }

word-state =
    { $title ->
        [kingshot] المملكة
       *[wos] الولاية
    }

## كلمات قصيرة

on = مفعّل
off = معطّل
name-empty = (بلا اسم)
list-comma = { "، " }
list-and-more = { $items } و{ $count } غير ذلك
list-more = … و{ $count } غير ذلك
page = الصفحة { $page } من { $pages }

duration-seconds = { $seconds } ث
duration-minutes = { $minutes } د
duration-hours-minutes =
    { $minutes ->
        [0] { $hours } س
       *[other] { $hours } س و{ $minutes } د
    }
duration-days-hours =
    { $hours ->
        [0] { $days } ي
       *[other] { $days } ي و{ $hours } س
    }
duration-long = أكثر من 100 يوم

## الأزرار

button-back = رجوع
button-refresh = تحديث
button-next = التالي
button-previous = السابق
button-search = بحث
button-cancel = إلغاء
button-add = إضافة
button-edit = تعديل
button-remove = إزالة
button-remove-yes = نعم، أزل
button-import = استيراد
button-choose-file = اختيار ملف
button-export = تصدير
button-settings = الإعدادات
button-members = الأعضاء
button-codes = الرموز
button-runs = العمليات
button-history = السجل
button-redeem-now = استبدل الآن
button-stop = إيقاف
button-go-on = متابعة
button-retry-failed = إعادة المحاولة
button-set-states =
    { $title ->
        [kingshot] تحديد مملكة هؤلاء
       *[wos] تحديد ولاية هؤلاء
    }
button-copy-ids = نسخ المعرّفات
button-of-code = { $label }: { $code }
button-what-to-do = { $code }: ما العمل
button-page = الصفحة الرسمية للرموز
button-yes-change = نعم، غيّرها
button-share = مشاركة
button-unenroll = ألغِ تسجيلي
button-claims = الحسابات المنسوبة
button-block-list = قائمة الحظر
button-undo-claim = إلغاء النسب
button-my-accounts = حساباتي

## عندما يتعذر شيء

error-title = لم ينجح ذلك
error-input = تعذّرت قراءة هذا. يُرجى التحقق مما كتبته.
error-took-too-long = استغرق هذا وقتًا طويلًا فأُوقف. يُرجى المحاولة مرة أخرى بعد دقيقة.
error-too-fast = هذا كثير في وقت قصير. انتظر بضع ثوانٍ من فضلك ثم تابع.
still-waiting = ⏳ بيانات البوت بطيئة الآن، وقد يستغرق هذا دقيقة. سيظهر الجواب هنا.
only-managers = للمشرفين فقط
only-operators = لمشغّل البوت فقط
error-needs-manager = تحتاج هنا إلى صلاحية «إدارة الخادم».
error-needs-manager-or-role = تحتاج هنا إلى صلاحية «إدارة الخادم» أو إلى الرتبة { $role }.
not-served = البوت لا يعمل لهذا الخادم
error-blocked = حظر مشغّل البوت هذا الخادم: لا تُستبدل له أي رموز. إن كان ذلك خطأً فيمكن لمديريه التواصل مع المشغّل. ولا يزال بإمكانك رؤية بياناتك وحذفها.
error-not-allowed = هذا البوت خاص: على مشغّله أن يسمح بهذا الخادم أولًا. معرّفه: { $id }
error-needs-operator = هذا لمن يشغّلون البوت فقط.
error-not-set-up = لم يتم إعداد البوت في هذا الخادم بعد. يمكن لمن لديه صلاحية «إدارة الخادم» إعداده في دقيقة: { $command-autoredeem }
error-not-played = لا تُلعب { $game } في هذا الخادم. يستطيع مديروه إضافتها في الإعدادات: { $command-autoredeem }
which-game = أي لعبة؟
    .text = في هذا الخادم أكثر من لعبة، وقد يكون المقصود أيًّا منها. اختر واحدة ليتابع البوت. وللأوامر خيار «{ option-game }» أيضًا.
error-not-in-server = من فضلك استخدم هذا داخل خادم ديسكورد. لا يعمل في الرسائل الخاصة.
error-wrong-id = { $text } ليس معرّف لاعب. المعرّف رقم مثل 12345678. اضغط على صورتك في اللعبة لترى معرّفك.
error-wrong-state =
    { $title ->
        [kingshot] { $text } ليس رقم مملكة. اكتب رقمًا مثل 245.
       *[wos] { $text } ليس رقم ولاية. اكتب رقمًا مثل 245.
    }
error-wrong-code = { $text } ليس رمز هدية. يتكوّن الرمز من 1 إلى 64 من الحروف الإنجليزية (A–Z) والأرقام والعلامتين - و _ دون مسافات.
error-store = لا يستطيع البوت الوصول إلى بياناته الآن. لم يتغيّر شيء. من فضلك حاول مرة أخرى بعد دقيقة.
error-unexpected = عذرًا، حدث خطأ في البوت. إذا تكرّر ذلك فأخبر مشغّل البوت بهذا الرقم: { $reference }
error-old-message = هذه الرسالة قديمة جدًا أو غير كاملة. من فضلك افتح رسالة جديدة: { $command-autoredeem }
error-quota-members = بلغ عدد الأعضاء حدّه ({ $most }). أزل بعض الأعضاء أولًا، أو اطلب من مشغّل البوت مساحة أكبر.
error-quota-codes = بلغت الحد اليومي ({ $most }). من فضلك حاول غدًا.

## لا شيء هنا بعد

none-members = لا يوجد أعضاء بعد. أضفهم بالأمر { $command-members-add }، أو دع اللاعبين يسجّلون أنفسهم بالأمر { $command-enroll }.
none-codes = لا توجد رموز هدايا بعد. أضف رمزًا بالأمر { $command-codes-add }.
none-runs = لا يجري شيء الآن. يبدأ البوت وحده عندما يصل رمز هدية جديد.
none-redemptions = لم يُستبدل أي رمز هدية بعد.
none-accounts = ليس لديك حسابات هنا بعد. أضف حسابًا بالأمر { $command-enroll }.
none-found = لم يُعثر على شيء عند البحث عن { $search }.
