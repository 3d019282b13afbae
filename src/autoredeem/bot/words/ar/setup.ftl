### إعداد الخادم: اللوحة وإعداداتها، ومن غيّر ماذا.

panel-title = autoredeem
panel-title-of = autoredeem · { $game }
panel-not-set-up = لم يُعِدّ أحد البوت على هذا الخادم بعد. يمكن لمن لديه صلاحية «إدارة الخادم» أن يفعل ذلك هنا في دقيقة.
panel-on = الاستبدال التلقائي مفعّل: تُستبدل رموز الهدايا الجديدة لجميع الأعضاء.
panel-off = الاستبدال التلقائي متوقف: لا تُستبدل الرموز إلا عندما يطلب أحد المديرين ذلك.
panel-members =
    { $count ->
        [zero] لا يوجد أعضاء بعد.
        [one] عضو واحد.
        [two] عضوان.
        [few] { $count } أعضاء.
        [many] { $count } عضوًا.
       *[other] { $count } عضو.
    }
panel-runs =
    { $count ->
        [zero] لا يُستبدل أي رمز الآن.
        [one] يُستبدل رمز واحد الآن.
        [two] يُستبدل رمزان الآن.
        [few] تُستبدل { $count } رموز الآن.
        [many] يُستبدل { $count } رمزًا الآن.
       *[other] يُستبدل { $count } رمز الآن.
    }
panel-for-players = سجّل مرة واحدة بالأمر /{ command-enroll }، وسيستبدل البوت كل رمز هدية لك.

settings-title = الإعدادات
settings-missing = ما ينقص
settings-game = اللعبة: { $game }
settings-channel = قناة النتائج: { $channel }
settings-role = المديرون، إلى جانب من لديهم صلاحية «إدارة الخادم»: { $role }
settings-state =
    { $title ->
        [kingshot] مملكة من يسجّل دون تحديدها: { $state }
       *[wos] ولاية من يسجّل دون تحديدها: { $state }
    }
settings-enrolling = من يحق له تسجيل من: { $who }
settings-language = اللغة: { $language }
settings-switch-on = الاستبدال التلقائي: مفعّل
settings-switch-off = الاستبدال التلقائي: متوقف
nothing-chosen = غير محدد
language-of-each = لغة كل شخص

missing-title = اختر اللعبة أولًا. كل ما عداها يتبعها.
missing-channel = قناة للنتائج: يعرض فيها البوت سير العمل ونتيجة كل رمز.
missing-state =
    { $title ->
        [kingshot] المملكة المعتادة: تطلبها اللعبة لكل لاعب.
       *[wos] الولاية المعتادة: تطلبها اللعبة لكل لاعب.
    }
missing-switch = الاستبدال التلقائي متوقف: فعّله لتُستبدل الرموز الجديدة من تلقاء نفسها.

hint-title = أي لعبة؟
hint-channel = قناة النتائج
hint-role = دور المديرين
hint-enrolling = من يحق له تسجيل من؟
hint-language = أي لغة؟

button-state =
    { $title ->
        [kingshot] المملكة المعتادة
       *[wos] الولاية المعتادة
    }
button-switch-on = تفعيل الاستبدال التلقائي
button-switch-off = إيقاف الاستبدال التلقائي
button-more = المزيد
button-audit = من فعل ماذا
button-newest = الأحدث
button-older = الأقدم

form-state-title =
    { $title ->
        [kingshot] المملكة المعتادة
       *[wos] الولاية المعتادة
    }
form-state-label =
    { $title ->
        [kingshot] المملكة (فارغ: بلا)
       *[wos] الولاية (فارغ: بلا)
    }

error-no-such-title = لا يخدم البوت هذه اللعبة.

audit-title = من فعل ماذا
audit-empty = لم يُغيَّر شيء على هذا الخادم بعد.
audit-nobody = شخص ما
audit-set-title = اختار اللعبة: { $game }
audit-set-channel = اختار قناة للنتائج: { $channel }
audit-set-no-channel = ألغى قناة النتائج
audit-set-role = اختار دورًا للمديرين: { $role }
audit-set-no-role = ألغى دور المديرين
audit-set-state =
    { $title ->
        [kingshot] حدّد المملكة المعتادة: { $state }
       *[wos] حدّد الولاية المعتادة: { $state }
    }
audit-set-no-state =
    { $title ->
        [kingshot] ألغى المملكة المعتادة
       *[wos] ألغى الولاية المعتادة
    }
audit-set-enrolling = غيّر من يحق له تسجيل من
audit-set-language = اختار لغة: { $language }
audit-set-no-language = يتحدث البوت مع كل شخص بلغته
audit-set-on = فعّل الاستبدال التلقائي
audit-set-off = أوقف الاستبدال التلقائي
